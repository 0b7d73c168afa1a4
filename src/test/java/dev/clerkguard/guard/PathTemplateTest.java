package dev.clerkguard.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {
    @ParameterizedTest
    @CsvSource({
        "/, /, true",
        "/, '', true",
        "/, /a, false",
        "/shops, /shops/, true",
        "/shops, //shops, true",
        "/shops, /shops;a=b, true",
        "/shops, /shopsx, false",
        "/shops/{id}, /shops/1, true",
        "/shops/{id}, /shops;a=b/1;c=d, true",
        "/shops/{id}, /shops/1/2, false",
        "'/shops/{ id : [0-9]{1,3} }/x', /shops/123/x, true",
        "'/shops/{id: [0-9]{1,3}}/x', /shops/1234/x, false",
        "/files/{path: .*}, /files/a/b, true",
        "/a.b/{x}-{y}, /a.b/1-2, true",
        "/a.b/{x}, /aXb/1, false"
    })
    void path_matchesItsTemplate(String template, String path, boolean matches) {
        assertEquals(matches, new PathTemplate(template).matches(path));
    }
}
