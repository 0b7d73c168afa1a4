package dev.clerkguard.doctor;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

import dev.clerkguard.testing.BackgroundTest;
import dev.clerkguard.testing.SigningKey;

@BackgroundTest
class RemoteChecksTest {
    private static final SigningKey KEY = SigningKey.first("ins_this");
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @RegisterExtension
    private final WireMockExtension clerk =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @BeforeEach
    void clerkAnswers() {
        answer("/jwks.json", jwks(KEY, NOW));
        answer("/v1/jwks", jwks(KEY, NOW));
    }

    @Test
    void secretKeyOfTheSameInstance_hasNoFinding() throws InterruptedException {
        assertEquals(List.of(), findings(clerk.baseUrl()));
    }

    @Test
    void secretKeyOfAnotherInstance_isAnError() throws InterruptedException {
        answer("/v1/jwks", jwks(SigningKey.second("ins_other"), NOW));

        answerOfClerk_leadsToItsFinding("CLERK_SECRET_KEY belongs to another instance");
    }

    @Test
    void refusedSecretKey_isAnError() throws InterruptedException {
        answer("/v1/jwks", aResponse().withStatus(401));

        answerOfClerk_leadsToItsFinding("Clerk refuses CLERK_SECRET_KEY");
    }

    @Test
    void jwksWithoutAKey_isAnError() throws InterruptedException {
        answer("/jwks.json", aResponse().withBody("<html>").withHeader("Date", date(NOW)));

        answerOfClerk_leadsToItsFinding("CLERK_JWKS_URL answers 200 without a usable key");
    }

    @Test
    void clockThatDiffersFromClerks_isAnError() throws InterruptedException {
        answer("/jwks.json", jwks(KEY, NOW.plusSeconds(30)));

        answerOfClerk_leadsToItsFinding("The clock of this machine is 30 s behind Clerk's");
    }

    @Test
    void unreachableClerk_isAnErrorForEachAddress() throws InterruptedException {
        clerk.shutdownServer();

        List<String> lines =
                findings("http://localhost:1").stream().map(Finding::line).toList();
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(0).contains("CLERK_JWKS_URL cannot be reached (ConnectException)"), lines.toString());
    }

    private void answerOfClerk_leadsToItsFinding(String text) throws InterruptedException {
        List<Finding> findings = findings(clerk.baseUrl());

        assertEquals(1, findings.size(), findings.toString());
        assertTrue(findings.get(0).what().startsWith(text), findings.toString());
        assertEquals(Finding.Severity.ERROR, findings.get(0).severity());
    }

    private static List<Finding> findings(String base) throws InterruptedException {
        Map<String, String> settings = Map.of(
                "mp.jwt.verify.publickey.location",
                base + "/jwks.json",
                "quarkus.rest-client.clerk.url",
                base,
                "clerk.secret-key",
                "sk_test_secret");
        return new RemoteChecks(
                        new Settings(name -> Optional.ofNullable(settings.get(name))),
                        new ObjectMapper(),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .findings();
    }

    private void answer(String path, ResponseDefinitionBuilder response) {
        clerk.stubFor(get(path).willReturn(response));
    }

    private static ResponseDefinitionBuilder jwks(SigningKey key, Instant date) {
        return aResponse().withHeader("Date", date(date)).withBody(SigningKey.jwks(key));
    }

    private static String date(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
