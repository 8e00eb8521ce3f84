package illumiomonitor.web.cli;

import java.io.PrintWriter;

/** How an answer of SQL is printed. */
enum SqlFormat {
    TABLE {
        @Override
        SqlPrinter printer(PrintWriter out) {
            return new SqlTable(out);
        }
    },
    CSV {
        @Override
        SqlPrinter printer(PrintWriter out) {
            return new SqlCsv(out);
        }
    },
    JSON {
        @Override
        SqlPrinter printer(PrintWriter out) {
            return new SqlJson(out);
        }
    };

    abstract SqlPrinter printer(PrintWriter out);
}
