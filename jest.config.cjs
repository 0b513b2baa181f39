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
		project('nodes', 'nodes', 'workflows'),
		project('e2e', 'e2e'),
		project('drill', 'drill'),
	],
};
