package illumiomonitor.web.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceJsonTest {

    @Test
    void numbers_of_a_row_come_back_with_all_their_digits() throws JsonProcessingException {
        ObjectMapper json = ServiceJson.mapper();
        Line row =
                Line.row(
                        List.of(
                                new BigDecimal("12345678.90"),
                                new BigDecimal("1E+30"),
                                new BigInteger("98765432109876543210"),
                                new BigInteger("7".repeat(5_000)),
                                Long.MAX_VALUE,
                                7));

        Line back = json.readValue(json.writeValueAsString(row), Line.class);

        assertThat(back.row()).isEqualTo(row.row());
    }
}
