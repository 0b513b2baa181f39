export * from '../../sandbox/databases.mts';
