/** The sandbox model in a process of its own, so that its work is not counted; told its end by the parent's. */
import { startModelServer } from '../../sandbox/model/server.mts';

const server = await startModelServer();
process.on('disconnect', () => process.exit(0));
process.send?.(server.url);
