import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// n8n-core reads its settings when it is first loaded, so this file is imported before it.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'cityhall-engine-'));
process.env.N8N_ENCRYPTION_KEY ??= 'engine-test-only';
// Tests keep their files in temporary folders.
process.env.N8N_RESTRICT_FILE_ACCESS_TO ??= '';
process.env.N8N_DIAGNOSTICS_ENABLED ??= 'false';
process.env.N8N_LOG_LEVEL ??= 'silent';
