package illumiomonitor.engine.alert;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The rows of table rule_learning. */
@RegisterConstructorMapper(LearningRow.class)
interface LearningDao {

    @SqlQuery("select rule, live_tick from rule_learning where pce_id = :pceId")
    List<LearningRow> all(int pceId);

    @SqlUpdate("insert into rule_learning (pce_id, rule) values (:pceId, :rule)")
    void begin(int pceId, String rule);

    @SqlUpdate(
            "update rule_learning set live_tick = :liveTick where pce_id = :pceId and rule = :rule")
    void live(int pceId, String rule, @Nullable Instant liveTick);
}
