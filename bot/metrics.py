"""What the running desk counts about itself, for /metrics and for the admin."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """Counters of one desk, in a registry of their own so that several desks can run in one process."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        self.updates = Counter("desk_updates_taken", "Updates committed to the inbox", ["bot"], registry=registry)
        self.handled = Counter("desk_updates_handled", "Updates handled", registry=registry)
        self.set_aside = Counter("desk_updates_set_aside", "Updates that could not be handled", registry=registry)
        self.handler_seconds = Histogram(
            "desk_handler_seconds",
            "Seconds one update took to handle, the mean of its batch",
            buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5),
            registry=registry,
        )
        self.sends = Counter("desk_sends", "Sends by what the platform answered", ["outcome"], registry=registry)
        self.alarms = Counter("desk_alarms", "What somebody should look at", ["kind"], registry=registry)
        self.restarts = Counter(
            "desk_loop_restarts", "Loops that failed and were started anew", ["loop"], registry=registry
        )
        self.outside = Counter(
            "desk_outside",
            "Questions to services outside by what became of them",
            ["service", "outcome"],
            registry=registry,
        )
        self.inbox_open = Gauge("desk_inbox_open", "Updates waiting to be handled", registry=registry)
        self.inbox_lag = Gauge("desk_inbox_lag_seconds", "Age of the oldest update waiting", registry=registry)
        self.inbox_aside = Gauge("desk_inbox_set_aside", "Updates set aside, to be looked at", registry=registry)
        self.outbox_pending = Gauge("desk_outbox_pending", "Rows to be sent", ["priority"], registry=registry)
        self.outbox_age = Gauge(
            "desk_outbox_oldest_seconds", "Age of the oldest row to be sent", ["priority"], registry=registry
        )
        self.overdue = Gauge("desk_steps_overdue", "Steps that are a minute late", ["what"], registry=registry)
        self.loops_down = Gauge("desk_loops_down", "Loops that fail or are over", registry=registry)
        self.deaf = Gauge("desk_bots_deaf", "Bots that do not hear all that is said to them", registry=registry)
        self.database_up = Gauge("desk_database_up", "Whether the database answers", registry=registry)
        self.unsafe = Gauge("desk_safety_missing", "Texts of danger and numbers that are missing", registry=registry)
        self.calls = Counter("desk_calls", "Calls by SMS or voice, by their outcome", ["outcome"], registry=registry)
        self.beats = Counter("desk_heartbeats", "Pulses to the address outside", ["outcome"], registry=registry)
