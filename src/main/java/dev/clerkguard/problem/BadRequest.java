package dev.clerkguard.problem;

import jakarta.ws.rs.BadRequestException;

/** The request itself is wrong: 400, with a sentence that says what. It never repeats what was sent. */
public final class BadRequest extends BadRequestException {
    private static final long serialVersionUID = 1L;

    public BadRequest(String detail) {
        super(Problems.response(Problem.ofStatus(400, detail)));
    }
}
