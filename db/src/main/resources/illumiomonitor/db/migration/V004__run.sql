-- A run is one execution of the cycle for one PCE, like a build: number, cause, steps, log, result.
create table run (
    run          bigint primary key,
    pce_id       integer not null references pce,
    cause        varchar(16) not null,                    -- SCHEDULE, MANUAL, API or REPLAY
    tick         timestamp with time zone not null,
    started_at   timestamp with time zone not null,
    ended_at     timestamp with time zone,
    result       varchar(16) not null default 'RUNNING',  -- RUNNING, OK, PARTIAL, FAILED or STOPPED
    reason       varchar(2000) not null default '',
    heap_after_mb integer not null default 0              -- heap in use after the last collection
);
create index run_tick on run (pce_id, tick);

create table run_step (
    run        bigint not null references run on delete cascade,
    seq        integer not null,
    step       varchar(64) not null,
    started_at timestamp with time zone not null,
    ended_at   timestamp with time zone,
    outcome    varchar(16) not null default 'RUNNING',
    row_count  bigint not null default 0,
    message    varchar(4000) not null default '',
    primary key (run, seq)
);

create table run_log (
    run     bigint not null references run on delete cascade,
    seq     integer not null,
    at      timestamp with time zone not null,
    level   varchar(8) not null,
    message varchar(4000) not null,
    primary key (run, seq)
);
