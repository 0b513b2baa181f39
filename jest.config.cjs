const common = {
	setupFiles: ['<rootDir>/test/support/property-seed.ts'],
	testEnvironment: 'node',
	transform: { '^.+\\.m?ts$': '@swc/jest' },
	moduleFileExtensions: ['ts', 'mts', 'js', 'cjs', 'mjs', 'json', 'node'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.build/', '<rootDir>/sandbox/n8n/', '<rootDir>/sandbox/.state/'],
};

const project = (displayName, ...folders) => ({
	...common,
	displayName,
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
});

/** @type {import('jest').Config} */
module.exports = {
	// A loaded machine is slow, not wrong: what hangs is still ended.
	testTimeout: 60_000,
	projects: [
		project('unit', 'lib', 'sandbox', 'package'),
		{
			...common,
			displayName: 'postgres',
			// What the ledger promises, once more on PostgreSQL.
			testMatch: ['postgres/**/*', 'lib/ledger/**/*', 'lib/sms/{send-run,drive-batch,results}'].map((tests) => `<rootDir>/test/${tests}.test.ts`),
			testPathIgnorePatterns: ['/sqlite-store.test.ts$'],
			globalSetup: '<rootDir>/test/support/postgres-up.ts',
			globalTeardown: '<rootDir>/test/support/postgres-down.ts',
			setupFiles: [...common.setupFiles, '<rootDir>/test/support/postgres-ledger.ts'],
		},
		project('nodes', 'nodes', 'workflows'),
		project('e2e', 'e2e'),
		project('drill', 'drill'),
	],
};
