package dev.pgsteady.backup.exchange;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/// JSON as `jsonb` keeps it: members by name, the last of equal names, numbers with the zeros at their end.
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonText() {}

    /// Empty when it is not JSON, or not such as `jsonb` takes.
    static Optional<String> canonical(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                return Optional.empty();
            }
            StringBuilder out = new StringBuilder();
            write(node, out);
            return out.indexOf("\\u0000") < 0 ? Optional.of(out.toString()) : Optional.empty();
        } catch (JacksonException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /// @throws ArithmeticException when it is longer than `numeric` takes (manual, 8.1.2 Arbitrary
    ///                 Precision Numbers)
    private static String plain(BigDecimal number) {
        if (Math.abs((long) number.scale()) > 16_383) {
            throw new ArithmeticException("too long");
        }
        return number.toPlainString();
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(m -> members.put(m.getKey(), m.getValue()));
            String comma = "{";
            for (Map.Entry<String, JsonNode> member : members.entrySet()) {
                out.append(comma).append(new StringNode(member.getKey())).append(':');
                write(member.getValue(), out);
                comma = ",";
            }
            out.append(members.isEmpty() ? "{}" : "}");
        } else if (node.isArray()) {
            String comma = "[";
            for (JsonNode element : node) {
                out.append(comma);
                write(element, out);
                comma = ",";
            }
            out.append(node.isEmpty() ? "[]" : "]");
        } else if (node.isNumber()) {
            out.append(plain(node.decimalValue()));
        } else {
            out.append(node);
        }
    }
}
