'use strict';
/** Says what is wrong with a built package before n8n does (or, worse, before n8n silently leaves it out). */
const { existsSync, readFileSync, readdirSync } = require('node:fs');
const { builtinModules } = require('node:module');
const path = require('node:path');
const ts = require('typescript');

const LISTED = /\.(node|credentials)\.js$/;
/** n8n puts its own modules on the path at start; everything else must be inside the package. */
const PROVIDED_BY_N8N = new Set(['n8n-workflow']);
/** Modules a bundled library asks for inside try/catch and does without. */
const OPTIONAL_IN_BUNDLES = new Set([
	'debug',
	'supports-color',
	'cpu-features',
	'pg-native',
	'cardinal',
	'@huggingface/transformers',
	'@hyzyla/pdfium',
	'onnxruntime-node',
	'pdfjs-dist',
	'puppeteer-core',
	'sharp',
]);
const builtins = new Set(builtinModules);
/** `@scope/name/path` and `name/path` without the path. */
const packageName = (specifier) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

function filesUnder(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

/** Specifiers of require() and import() in a JavaScript file. */
function requiredBy(file) {
	const found = [];
	const visit = (node) => {
		if (ts.isCallExpression(node)) {
			const [first] = node.arguments;
			const loads =
				node.expression.kind === ts.SyntaxKind.ImportKeyword ||
				(ts.isIdentifier(node.expression) && node.expression.text === 'require');
			if (loads && first && ts.isStringLiteralLike(first)) found.push(first.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS));
	return found;
}

function checkRequires(root, shippedBeside, problems) {
	const vendor = path.join(root, 'dist/lib/vendor') + path.sep;
	for (const file of filesUnder(path.join(root, 'dist')).filter((name) => name.endsWith('.js'))) {
		for (const name of new Set(requiredBy(file))) {
			if (name.startsWith('.') || name.startsWith('node:') || builtins.has(name.split('/')[0])) continue;
			if (file.startsWith(vendor) && shippedBeside.has(packageName(name))) continue;
			if (PROVIDED_BY_N8N.has(name) && !file.startsWith(path.join(root, 'dist/lib') + path.sep)) continue;
			if (file.startsWith(vendor) && OPTIONAL_IN_BUNDLES.has(packageName(name))) continue;
			problems.push(`${path.relative(root, file)} needs "${name}", which is not in the package`);
		}
	}
}

/** The exported class whose name is the file's name up to the first dot: how n8n's loader finds it. */
function loadClass(root, file, problems) {
	const className = path.basename(file).split('.')[0];
	try {
		const Loaded = require(path.join(root, file))[className];
		if (typeof Loaded === 'function') return new Loaded();
		problems.push(`${file} does not export a class ${className}`);
	} catch (error) {
		problems.push(`${file} cannot be loaded: ${error.message}`);
	}
	return null;
}

function checkIcon(root, file, icon, problems) {
	if (icon === undefined) {
		problems.push(`${file} has no icon`);
		return;
	}
	const { light, dark } = typeof icon === 'string' ? { light: icon, dark: undefined } : icon;
	if (dark === undefined || light === dark) problems.push(`${file} needs an icon for light and one for dark`);
	for (const name of [light, dark]) {
		if (typeof name !== 'string') continue;
		const target = path.join(root, path.dirname(file), name.replace(/^file:/, ''));
		if (!name.startsWith('file:') || !existsSync(target)) problems.push(`${file}: icon ${name} is not in dist`);
	}
}

function checkCodex(root, file, packageName, nodeName, problems) {
	const codex = file.replace(/\.js$/, '.json');
	if (!existsSync(path.join(root, codex))) {
		problems.push(`${codex} (codex) is missing, so nobody finds the node by search`);
		return;
	}
	const { node, categories } = JSON.parse(readFileSync(path.join(root, codex), 'utf8'));
	if (node !== `${packageName}.${nodeName}`) problems.push(`${codex} is for ${node}, not ${packageName}.${nodeName}`);
	if (!Array.isArray(categories) || categories.length === 0) problems.push(`${codex} names no category`);
}

/**
 * @param {string} root folder with package.json and dist
 * @returns {string[]} one sentence a fault; empty when the package is whole
 */
function checkDist(root) {
	const problems = [];
	const pkg = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	const nodes = pkg.n8n?.nodes ?? [];
	const credentials = pkg.n8n?.credentials ?? [];
	const listed = new Set([...nodes, ...credentials]);

	for (const file of listed) {
		if (!existsSync(path.join(root, file))) problems.push(`${file} is listed in package.json but not in dist`);
	}
	for (const full of filesUnder(path.join(root, 'dist'))) {
		const file = path.relative(root, full).split(path.sep).join('/');
		if (LISTED.test(file) && !listed.has(file)) problems.push(`${file} is in dist but not listed in package.json`);
	}
	const credentialNames = new Set();
	for (const file of credentials.filter((name) => existsSync(path.join(root, name)))) {
		const credential = loadClass(root, file, problems);
		if (!credential) continue;
		credentialNames.add(credential.name);
		checkIcon(root, file, credential.icon, problems);
	}
	for (const file of nodes.filter((name) => existsSync(path.join(root, name)))) {
		const node = loadClass(root, file, problems);
		if (!node) continue;
		checkIcon(root, file, node.description.icon, problems);
		checkCodex(root, file, pkg.name, node.description.name, problems);
		for (const { name } of node.description.credentials ?? []) {
			if (!credentialNames.has(name)) problems.push(`${file} asks for the credential ${name}, which the package lacks`);
		}
	}
	checkRequires(root, new Set(Object.keys(pkg.dependencies ?? {})), problems);
	return problems;
}

module.exports = { checkDist };
