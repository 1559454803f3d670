"""`python -m tests.concurrency.odd_server`: the real server, whose workers load `odd_worker`."""

from granian import Granian

from cms import server

if __name__ == "__main__":
    server.Granian = lambda _application, **words: Granian("tests.concurrency.odd_worker:application", **words)
    server.main()
