"""The people of all lives: each signs in once, however many lives are played at the same time."""

from threading import Lock

from config.local.story.actors import Actor, fill_form


class People:
    """Demo people by the part of their address before the @."""

    def __init__(self, web: str) -> None:
        self.web = web
        self._signed_in: dict[str, Actor] = {}
        self._payable: set[str] = set()
        self._lock = Lock()

    def __getitem__(self, name: str) -> Actor:
        with self._lock:
            if name not in self._signed_in:
                self._signed_in[name] = Actor(self.web, f"{name}@demo.test")
            return self._signed_in[name]

    def make_payable(self, name: str) -> Actor:
        """Onboard with Stripe, once, so that a prize can reach a bank."""
        person = self[name]
        with self._lock:
            if name not in self._payable:
                fill_form(person.post("/payee/onboarding")["url"], outcome="complete", country="US")
                self._payable.add(name)
        return person

    def sponsor_of(self, name: str) -> str:
        """The id of the sponsor for whom this person acts."""
        return str(self[name].get("/me")["sponsors"][0]["id"])
