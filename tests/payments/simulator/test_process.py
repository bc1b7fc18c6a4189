"""The process: starts at once, ends when told, forgets nothing in between."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import stripe

from tests.payments.simulator.conftest import order
from tests.payments.simulator.receiver import PLATFORM_SECRET, Receiver, eventually
from tests.simulator import ROOT, SECRET_KEY, SimulatorProcess


def test_it_ends_cleanly_when_told(state_file):
    process = SimulatorProcess(state_file)
    process.start()
    requests.Session().get(f"{process.api}/healthz", timeout=5)  # a kept-alive connection must not hold it up
    process.stop()
    assert process.process.returncode == 0


def test_a_request_under_way_does_not_hold_up_the_end(state_file):
    process = SimulatorProcess(state_file)
    process.start()
    process.control.fault("GET /v1/balance", "slow", seconds=30)

    def ask():
        with pytest.raises(stripe.StripeError):
            process.client().v1.balance.retrieve()

    asking = threading.Thread(target=ask)
    asking.start()
    eventually(lambda: not process.control.dump()["faults"])
    process.stop()  # raises unless it ends within ten seconds
    asking.join()


def test_a_kill_loses_nothing_that_was_answered(state_file):
    process = SimulatorProcess(state_file)
    process.start()
    params, key = order(), {"idempotency_key": "key-1"}
    session = process.client().v1.checkout.sessions.create(params, key)
    process.control.advance(100)
    process.kill()
    process.start()
    api = process.client().v1
    assert api.checkout.sessions.create(params, key).id == session.id
    assert api.checkout.sessions.list().data[0].id == session.id
    assert process.control.dump()["now"] > time.time() + 90
    process.stop()


def test_kills_under_load_neither_lose_nor_double_an_effect(state_file):
    process = SimulatorProcess(state_file)
    process.start()
    port = int(process.api.rsplit(":", 1)[1])
    account = process.client().v1.accounts.create({"capabilities": {"transfers": {"requested": True}}}).id
    process.control.account(account, outcome="complete")
    process.control.add_funds(1_000)

    def send(key):
        params = {"amount": 10, "currency": "usd", "destination": account}
        while True:
            try:
                return process.client().v1.transfers.create(params, {"idempotency_key": key}).id
            except stripe.APIConnectionError:
                time.sleep(0.05)

    with ThreadPoolExecutor(4) as pool:
        sent = pool.map(send, [f"key-{n}" for n in range(100)])
        for _ in range(4):
            time.sleep(0.1)
            process.kill()
            process.start(port=port)
        told = list(sent)
    kept = [transfer["id"] for transfer in process.control.dump()["objects"]["transfer"]]
    assert sorted(told) == sorted(kept)
    assert len(set(kept)) == 100
    assert process.client().v1.balance.retrieve().available[0].amount == 0
    process.stop()


def test_webhooks_wait_for_their_receiver_across_a_restart(state_file):
    receiver = Receiver()
    receiver.refusals = 1_000
    process = SimulatorProcess(state_file, endpoints=((receiver.url + "/", PLATFORM_SECRET),))
    process.start()
    api = process.client().v1
    api.checkout.sessions.expire(api.checkout.sessions.create(order()).id)
    eventually(lambda: receiver.taken)
    process.kill()
    receiver.forget()
    process.start()
    eventually(lambda: receiver.names() == ["checkout.session.expired"])
    process.stop()
    receiver.server.shutdown()


def test_it_refuses_a_live_key(state_file):
    command = [sys.executable, "-m", "payments.simulator", "--state", str(state_file), "--control-token", "t"]
    command += ["--secret-key", "sk_live_x"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "sk_test_" in done.stderr


def test_the_control_plane_wants_its_token(simulator):
    answer = requests.post(f"{simulator.control.url}/reset", headers={"Authorization": "Bearer wrong"}, timeout=5)
    assert answer.status_code == 401


def test_the_control_plane_refuses_nonsense(simulator):
    for path, given in (("/advance", {}), ("/faults", {"kind": "x", "operation": "*"}), ("/webhooks", {"mode": "x"})):
        answer = requests.post(simulator.control.url + path, json=given, headers=simulator.control.headers, timeout=5)
        assert answer.status_code == 400


def test_a_reset_forgets_everything_but_who_the_platform_is(simulator, api):
    own = api.accounts.retrieve_current().id
    api.checkout.sessions.create(order())
    simulator.control.advance(1_000)
    simulator.control.reset()
    assert api.checkout.sessions.list().data == []
    assert simulator.control.dump()["now"] == pytest.approx(time.time(), abs=5)
    assert api.accounts.retrieve_current().id == own


def test_it_starts_where_it_is_told(state_file):
    process = SimulatorProcess(state_file)
    process.start()
    port = int(process.api.rsplit(":", 1)[1])
    process.stop()
    process.start(port=port)
    assert process.api.endswith(f":{port}")
    assert process.client().v1.balance.retrieve().livemode is False
    assert process.secret_key == SECRET_KEY
    process.stop()
