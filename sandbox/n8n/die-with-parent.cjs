'use strict';
// Loaded into n8n before anything else: when the process that started it is gone, even by SIGKILL,
// n8n ends with its whole process group (its task runners too) and nothing is left running.
const parent = process.ppid;
const watch = setInterval(() => {
	if (process.ppid === parent) return;
	try {
		process.kill(-process.pid, 'SIGKILL');
	} catch {
		process.exit(1);
	}
}, 1000);
watch.unref();
