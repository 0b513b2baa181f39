export { Client } from 'ssh2';
export type { ConnectConfig, FileEntryWithStats, SFTPWrapper } from 'ssh2';
