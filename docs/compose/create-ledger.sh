#!/bin/sh
# PostgreSQL을 처음 만들 때 한 번 실행됩니다. 발송 대장은 n8n과 다른 데이터베이스, 다른 사용자를 씁니다.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$LEDGER_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE USER ledger PASSWORD :'password';
CREATE DATABASE cityhall OWNER ledger TEMPLATE template0 ENCODING 'UTF8';
REVOKE CONNECT ON DATABASE cityhall FROM PUBLIC;
REVOKE CONNECT ON DATABASE n8n FROM PUBLIC;
SQL
