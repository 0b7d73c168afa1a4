package dev.clerkguard.metric;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

import dev.clerkguard.testing.ServiceTest;

@QuarkusTest
@ServiceTest
class MetricsTest extends WhatIsMeasured {
    @TestHTTPResource(value = "/metrics", management = true)
    String managementMetrics;

    @Override
    String metrics() {
        return managementMetrics;
    }
}
