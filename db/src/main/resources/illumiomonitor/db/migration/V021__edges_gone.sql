-- There is room for so many edges of a PCE. Where some gave way, one that is not known may be one of them, and so is not new.
alter table pce add column edges_gone_to integer; -- days since 1970, when the last of those that gave way was seen; null: none did
