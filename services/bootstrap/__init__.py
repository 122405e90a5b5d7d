"""The only wiring: settings to engine, engine to ports, ports to use cases."""

from services.bootstrap.clock import now
from services.bootstrap.connection import PRODUCER, connected, master_keys, stored_keys
from services.bootstrap.model_choice import Models, chosen_judge, models
from services.bootstrap.running_system import System, system

__all__ = [
    "PRODUCER", "Models", "System", "chosen_judge", "connected", "master_keys", "models", "now", "stored_keys",
    "system",
]
