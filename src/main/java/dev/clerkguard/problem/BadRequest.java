package dev.clerkguard.problem;

import jakarta.ws.rs.BadRequestException;

/** A malformed request: 400, with a sentence about the fault. The sentence never contains text of the request. */
public final class BadRequest extends BadRequestException {
    private static final long serialVersionUID = 1L;

    public BadRequest(String detail) {
        super(Problems.response(Problem.ofStatus(400, detail)));
    }
}
