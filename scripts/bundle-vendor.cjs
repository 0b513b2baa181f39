'use strict';
/** Bundles each lib/vendor/*.ts with the library it stands for, so that the package needs no npm install of its own. */
const { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

/** Libraries that come as one file with others inside, which the bundler cannot see. */
const BUNDLED_INSIDE = { 'node_modules/docx': ['node_modules/fflate', 'node_modules/docx/node_modules/nanoid'] };

/** Native libraries stay outside and are shipped beside the package; the rest are optional parts that no code here uses. */
const EXTERNAL = [
	'@duckdb/node-api',
	'@resvg/resvg-js',
	'@huggingface/transformers',
	'@hyzyla/pdfium',
	'onnxruntime-node',
	'pdfjs-dist',
	'puppeteer-core',
	'sharp',
	'cpu-features',
	'pg-native',
	'cardinal',
	'*.node',
];

/**
 * kordoc asks for cfb through a `require` of its own making, which the bundler does not see: as a plain `require` it takes
 * the library in.
 */
const plainRequires = {
	name: 'plain-requires',
	setup(build) {
		build.onLoad({ filter: /[/\\]kordoc[/\\]dist[/\\]index\.js$/ }, ({ path: file }) => ({
			contents: readFileSync(file, 'utf8').replace(/\brequire\d+\("cfb"\)/g, 'require("cfb")'),
			loader: 'js',
		}));
	},
};

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** The folder of the package that a bundled file belongs to, or null for our own files. */
function packageFolder(file) {
	const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.split(path.sep).join('/'));
	return match ? match[1] : null;
}

function licenceSection(root, folder) {
	const { name, version, license, author, homepage } = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
	const texts = readdirSync(path.join(root, folder))
		.filter((file) => LICENCE_FILE.test(file))
		.sort()
		.map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim());
	const by = [typeof author === 'string' ? author : author?.name, homepage].filter(Boolean).join(', ');
	const id = typeof license === 'string' ? license : (license?.type ?? 'see text');
	return `${name} ${version} (${id})\n\n${texts.join('\n\n') || `The library ships no licence text of its own. ${by}`.trim()}\n`;
}

/**
 * Replaces tsc's output for lib/vendor with bundles and writes THIRD-PARTY-LICENSES.txt.
 * @param {string} root the repository
 * @param {string} dist the folder that is being built
 */
async function bundleVendor(root, dist) {
	const source = path.join(root, 'lib/vendor');
	const entryPoints = existsSync(source)
		? readdirSync(source).filter((file) => file.endsWith('.ts')).map((file) => path.join(source, file))
		: [];
	const licences = path.join(dist, 'THIRD-PARTY-LICENSES.txt');
	mkdirSync(path.dirname(licences), { recursive: true });
	if (entryPoints.length === 0) {
		writeFileSync(licences, 'No third-party library is bundled.\n');
		return;
	}
	const { metafile } = await esbuild.build({
		absWorkingDir: root,
		entryPoints,
		outdir: path.join(dist, 'lib/vendor'),
		bundle: true,
		platform: 'node',
		target: 'node24',
		format: 'cjs',
		external: EXTERNAL,
		plugins: [plainRequires],
		// Libraries written as ES modules ask for their own address; in a bundle that is the bundle.
		define: { 'import.meta.url': '__bundleUrl' },
		banner: { js: "const __bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
		minify: true,
		legalComments: 'eof',
		metafile: true,
		logLevel: 'warning',
	});
	const folders = new Set(Object.keys(metafile.inputs).map(packageFolder).filter((folder) => folder !== null));
	for (const [outer, inner] of Object.entries(BUNDLED_INSIDE)) if (folders.has(outer)) inner.forEach((folder) => folders.add(folder));
	const sections = [...folders].sort().map((folder) => licenceSection(root, folder));
	writeFileSync(
		licences,
		`Libraries bundled in lib/vendor and their licences\n\n${sections.join(`\n${'-'.repeat(72)}\n\n`)}`,
	);
}

module.exports = { bundleVendor };
