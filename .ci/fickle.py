"""Refuses every other request with the status that it names, and lets the next one pass: a state that changes in between."""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Fickle(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    refuses = True

    def do_GET(self):
        status = int(self.headers["X-Refuse"]) if Fickle.refuses else 204
        Fickle.refuses = not Fickle.refuses
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Fickle).serve_forever()
