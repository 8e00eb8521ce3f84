package illumiomonitor.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkInsertTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 19, 20, 21, 40, 1_013})
    void every_row_is_written_once_however_many_there_are(int count) throws SQLException {
        try (Connection connection = table();
                BulkInsert<Integer, RuntimeException> insert =
                        new BulkInsert<>(
                                connection,
                                "thing",
                                "id, name",
                                (row, cells) -> cells.put(row).put("n" + row))) {
            insert.write(IntStream.range(0, count).boxed().toList());
            insert.write(IntStream.range(count, count + 3).boxed().toList());

            assertEquals(
                    IntStream.range(0, count + 3).mapToObj(id -> id + " n" + id).toList(),
                    rows(connection));
        }
    }

    @Test
    void a_row_with_a_cell_too_few_is_not_moved_into_the_next() throws SQLException {
        try (Connection connection = table();
                BulkInsert<Integer, RuntimeException> insert =
                        new BulkInsert<>(
                                connection, "thing", "id, name", (row, cells) -> cells.put(row))) {
            List<Integer> many = IntStream.range(0, 40).boxed().toList();

            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> insert.write(many));

            assertEquals("a row has 1 cells too few for its columns", refused.getMessage());
            assertEquals(List.of(), rows(connection));
        }
    }

    private static Connection table() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table thing (id int primary key, name varchar(20))");
        }
        return connection;
    }

    private static List<String> rows(Connection connection) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select id, name from thing order by id")) {
            while (row.next()) {
                rows.add(row.getInt(1) + " " + row.getString(2));
            }
        }
        return rows;
    }
}
