export { Client, DatabaseError, Pool, type PoolClient, type PoolConfig, type QueryResult } from 'pg';
