import communityNodes from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** Rules of the n8n plugins that this package switches off, each with its reason. */
const off = (names) => Object.fromEntries(names.map((name) => [name, 'off']));

const nodesBaseExceptions = off([
	// These demand one fixed English sentence; panels here are Korean.
	'n8n-nodes-base/node-param-description-boolean-without-whether',
	'n8n-nodes-base/node-param-description-missing-for-ignore-ssl-issues',
	'n8n-nodes-base/node-param-description-missing-for-return-all',
	'n8n-nodes-base/node-param-description-missing-for-simplify',
	'n8n-nodes-base/node-param-description-missing-from-dynamic-multi-options',
	'n8n-nodes-base/node-param-description-missing-from-dynamic-options',
	'n8n-nodes-base/node-param-description-missing-from-limit',
	'n8n-nodes-base/node-param-description-wrong-for-dynamic-multi-options',
	'n8n-nodes-base/node-param-description-wrong-for-dynamic-options',
	'n8n-nodes-base/node-param-description-wrong-for-ignore-ssl-issues',
	'n8n-nodes-base/node-param-description-wrong-for-limit',
	'n8n-nodes-base/node-param-description-wrong-for-return-all',
	'n8n-nodes-base/node-param-description-wrong-for-simplify',
	'n8n-nodes-base/node-param-description-wrong-for-upsert',
	'n8n-nodes-base/node-param-display-name-wrong-for-dynamic-multi-options',
	'n8n-nodes-base/node-param-display-name-wrong-for-dynamic-options',
	'n8n-nodes-base/node-param-display-name-wrong-for-simplify',
	'n8n-nodes-base/node-param-display-name-wrong-for-update-fields',
	'n8n-nodes-base/node-param-operation-option-action-wrong-for-get-many',
	'n8n-nodes-base/node-param-operation-option-description-wrong-for-get-many',
	'n8n-nodes-base/node-param-option-name-wrong-for-get-many',
	'n8n-nodes-base/node-param-option-name-wrong-for-upsert',
	// Does not see defaults that come from lib/; the type INodeProperties already demands one.
	'n8n-nodes-base/node-param-default-missing',
	// A trigger's display name must end in the English word "Trigger"; ours are Korean ("근무일 예약 실행").
	'n8n-nodes-base/node-class-description-display-name-unsuffixed-trigger-node',
	// Options follow the order of the work (조회 → 발송 → 대사), not the alphabet: a clerk reads them as steps.
	'n8n-nodes-base/node-param-collection-type-unsorted-items',
	'n8n-nodes-base/node-param-fixed-collection-type-unsorted-items',
	'n8n-nodes-base/node-param-multi-options-type-unsorted-items',
	'n8n-nodes-base/node-param-options-type-unsorted-items',
	// Expects the string 'main'; n8n 2.41 types ask for NodeConnectionTypes, which the community rule enforces.
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node',
	'n8n-nodes-base/node-class-description-inputs-wrong-trigger-node',
	'n8n-nodes-base/node-class-description-outputs-wrong',
	// The one item loop (nodes/shared/run-items.ts) does this for all nodes; the rules look for it in each execute().
	'n8n-nodes-base/node-execute-block-error-missing-item-index',
	'n8n-nodes-base/node-execute-block-missing-continue-on-fail',
	// Wants the slug of a page on docs.n8n.io; our pages are at full addresses (the -not-http-url rule stays on).
	'n8n-nodes-base/cred-class-field-documentation-url-miscased',
	// Its list of secret-sounding names also catches key ids; the community rule credential-password-field stays on.
	'n8n-nodes-base/cred-class-field-type-options-password-missing',
	// INodeProperties requires a default anyway; the rule does not see one that is a named constant.
	'n8n-nodes-base/node-param-default-missing',
	// Asks that a credential's display name end in the English "API"; ours are Korean.
	'n8n-nodes-base/cred-class-field-display-name-missing-api',
	// These ask for the suffix "Api"; some of our credentials hold a key or a folder, not an API.
	'n8n-nodes-base/cred-class-field-name-unsuffixed',
	'n8n-nodes-base/cred-class-name-unsuffixed',
	'n8n-nodes-base/node-class-description-credentials-name-unsuffixed',
]);

const communityExceptions = off([
	// Asks for the English word "Trigger" in the display name; class and name still end in Trigger (nodes-base rule).
	'@n8n/community-nodes/trigger-node-conventions',
	// Looks for pairedItem in each execute(); nodes/shared/run-items.ts adds it for all nodes and is tested.
	'@n8n/community-nodes/missing-paired-item',
	// Looks for NodeApiError in each catch; nodes/shared maps every error in one place, scrubbed of personal data.
	'@n8n/community-nodes/require-node-api-error',
	// A node that texts citizens or opens seals must not be offered to a language model as a tool.
	'@n8n/community-nodes/node-usable-as-tool',
	// A test request cannot prove a key or a folder credential; nodes test those that can be tested (testedBy).
	'@n8n/community-nodes/credential-test-required',
	// Takes keys that are not API keys (the ledger key) for fields that need no masking.
	'@n8n/community-nodes/credential-unnecessary-password',
	// gulp's check fails the build for a node that is not listed or an icon that is not there, light and dark.
	'@n8n/community-nodes/node-registration-complete',
	// Native libraries (DuckDB, resvg) cannot be bundled; npm run pack:offline puts them into the package.
	'@n8n/community-nodes/no-runtime-dependencies',
	// Keeps half a gigabyte of optional parts of a development dependency out; not in the packed package.json.
	'@n8n/community-nodes/no-overrides-field',
]);

const noSpreadPush = {
	selector: 'CallExpression[callee.property.name="push"] > SpreadElement',
	message: 'push(...rows) overflows the stack on long lists: use a loop or concat.',
};
const noImplicitNow = {
	selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
	message: 'Time enters lib/ as a parameter.',
};
const bareImports = {
	regex: '^(?!\\.|node:)',
	message: 'Third-party libraries are imported through one file each in lib/vendor/; built-ins as node:*.',
};
const n8nImports = { regex: '^(@n8n/|n8n-)', message: 'lib/ knows nothing of n8n.' };
const upwardImports = {
	regex: '(^|/)(nodes|credentials|sandbox|bench|test)(/|$)',
	message: 'Imports go nodes/ → lib/, never back, and never to tools or tests.',
};

export default tseslint.config(
	{
		ignores: [
			'dist/',
			'dist-pack/',
			'coverage/',
			'.build/',
			'sandbox/n8n/node_modules/',
			'sandbox/.state/',
			'node_modules/',
		],
	},
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.ts', '**/*.mts'],
		extends: [tseslint.configs.recommended],
		languageOptions: { parserOptions: { project: ['tsconfig.json', 'tsconfig.tools.json'] } },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/consistent-type-imports': [
				'error',
				// Drill workers type what they load from dist by import().
				{ fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
			],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'prefer-const': 'error',
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'lib/**/*.ts'],
		rules: { 'no-console': 'error', 'no-restricted-syntax': ['error', noSpreadPush] },
	},
	{
		files: ['lib/**/*.ts'],
		rules: {
			'no-restricted-imports': ['error', { patterns: [bareImports, n8nImports, upwardImports] }],
			'no-restricted-syntax': ['error', noSpreadPush, noImplicitNow],
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: 'Time enters lib/ as a parameter.' },
				{ object: 'Math', property: 'random', message: 'Randomness enters lib/ as a parameter.' },
			],
		},
	},
	{
		files: ['lib/vendor/**/*.ts'],
		rules: { 'no-restricted-imports': ['error', { patterns: [n8nImports, upwardImports] }] },
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{ ...bareImports, regex: '^(?!\\.|node:|n8n-workflow$)' },
						{ regex: '(^|/)(sandbox|bench|test)(/|$)', message: 'Tools and tests are not part of the package.' },
					],
				},
			],
		},
	},
	{
		files: ['sandbox/**/*.mts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{ regex: '/(lib|nodes|credentials|dist)/', message: 'The sandbox is the oracle: it never imports what it tests.' },
					],
				},
			],
		},
	},
	{
		files: ['package.json', 'nodes/**/*.ts', 'credentials/**/*.ts'],
		plugins: { '@n8n/community-nodes': communityNodes, 'n8n-nodes-base': n8nNodesBase },
		rules: { ...communityNodes.configs.recommendedWithoutN8nCloudSupport.rules, ...communityExceptions },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: n8nNodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		rules: { ...n8nNodesBase.configs.credentials.rules, ...nodesBaseExceptions },
	},
	{
		files: ['nodes/**/*.ts'],
		rules: { ...n8nNodesBase.configs.nodes.rules, ...nodesBaseExceptions },
	},
);
