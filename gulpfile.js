'use strict';
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, series, src } = require('gulp');
const { bundleVendor } = require('./scripts/bundle-vendor.cjs');
const { checkDist } = require('./scripts/check-dist.cjs');

const ASSETS = [
	'nodes/**/*.{svg,png}',
	'credentials/**/*.{svg,png}',
	'nodes/**/*.node.json',
	'nodes/**/__schema__/**/*.json',
	// What experts may edit is data: rules, notice texts, layouts, queries, page templates.
	'lib/**/*.{json,sql,csv,html,css,yaml,ttf,otf}',
];

const clean = () => rm('dist', { recursive: true, force: true });

const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json'], { stdio: 'inherit' });

/** encoding: false keeps pictures and fonts byte for byte. */
const assets = () => src(ASSETS, { base: '.', encoding: false, allowEmpty: true }).pipe(dest('dist'));

const vendor = () => bundleVendor(__dirname);

async function check() {
	const problems = checkDist(__dirname);
	if (problems.length > 0) throw new Error(`The build is not whole:\n- ${problems.join('\n- ')}`);
}

exports.clean = clean;
exports.assets = assets;
exports.check = check;
exports.build = series(clean, compile, assets, vendor, check);
