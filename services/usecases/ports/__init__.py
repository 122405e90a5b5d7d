"""What use cases need from outside, as Protocols; `db` and `services.bootstrap` provide them."""

from services.usecases.ports.history import Affiliations, Candidates, Erasure, Opponent
from services.usecases.ports.jobs import Answer, Jobs, Lease
from services.usecases.ports.log import EventLog
from services.usecases.ports.models import ClaimMaker, Clock, Extractor, Judge
from services.usecases.ports.queries import Queries
from services.usecases.ports.unit_of_work import StartUnitOfWork, UnitOfWork

__all__ = [
    "Affiliations", "Answer", "Candidates", "ClaimMaker", "Clock", "Erasure", "EventLog", "Extractor",
    "Jobs", "Judge", "Lease", "Opponent", "Queries", "StartUnitOfWork", "UnitOfWork",
]
