package dev.clerkguard.user;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.clerkguard.testing.ClerkUsers;

/** What is done with Clerk's answer, once for each look-up: from its bytes to what is kept and sent. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UserBenchmark {
    private final ObjectMapper mapper = new ObjectMapper();
    private final String answer = ClerkUsers.json("user_1");

    @Benchmark
    public CachedUser mapUser() throws IOException {
        return CachedUser.of(UserReader.read(mapper.readTree(answer)).orElseThrow(), 0L);
    }
}
