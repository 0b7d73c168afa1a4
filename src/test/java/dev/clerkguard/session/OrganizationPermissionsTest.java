package dev.clerkguard.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.TextNode;

class OrganizationPermissionsTest {
    @Test
    void eachBit_grantsOneNameOfItsFeature() {
        assertEquals(
                List.of("org:dashboard:manage", "org:dashboard:read", "org:teams:read"),
                decode("o:dashboard,o:teams", "manage,read", "3,2"));
    }

    @Test
    void maskLargerThanALong_isRead() {
        String names = IntStream.range(0, 54).mapToObj(i -> "p" + i).collect(Collectors.joining(","));

        assertEquals(List.of("org:a:p0", "org:a:p53"), decode("o:a", names, "9007199254740993"));
        assertEquals(
                List.of("org:a:p1"),
                decode(
                        "o:a",
                        names,
                        BigInteger.TWO.pow(5000).add(BigInteger.TWO).toString()));
    }

    @Test
    void asManyMasksAsFeatures_areCountedOverAllFeatures() {
        assertEquals(List.of("org:b:read"), decode("u:a,o:b", "read", "1,1"));
        assertEquals(List.of(), decode("u:a,o:b", "read", "1,0"));
    }

    @Test
    void asManyMasksAsOrganizationFeatures_areCountedOverThose() {
        assertEquals(List.of("org:b:read"), decode("u:a,o:b", "read", "1"));
    }

    @Test
    void otherNumberOfMasks_grantsWhatBothReadingsGrant() {
        assertEquals(List.of("org:a:read"), decode("o:a,u:b,o:c,o:d", "read", "1,1"));
        assertEquals(List.of("org:a:read", "org:c:read"), decode("o:a,u:b,o:c", "read", "1,1,1,1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.0", "0x1", "one", "", " ", "1e3", "+1", "١"})
    void invalidMask_grantsNothingOfItsFeature(String mask) {
        assertEquals(List.of("org:b:read"), decode("o:a,o:b", "read", mask + ",1"));
    }

    @Test
    void noNamesOrMasks_grantNothing() {
        assertEquals(List.of(), OrganizationPermissions.decode(List.of(), Optional.empty(), Optional.of("1")));
        assertEquals(List.of(), OrganizationPermissions.decode(List.of(), Optional.of("a"), Optional.empty()));
        assertEquals(List.of(), decode("o:a", ",,", "7"));
    }

    private static List<String> decode(String features, String names, String masks) {
        return OrganizationPermissions.decode(
                ScopedNames.read(new TextNode(features)), Optional.of(names), Optional.of(masks));
    }
}
