'use strict';
const { spawn } = require('node:child_process');
const { copyFile, mkdir, rename, rm } = require('node:fs/promises');
const { existsSync, rmSync } = require('node:fs');
const path = require('node:path');
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
	// The licence of a font goes where the font goes.
	'lib/**/fonts/*.txt',
];
/** Everything is made here and takes the place of dist/ only when it is whole: a failed build leaves the last one. */
const STAGING = path.join(__dirname, '.build', `build-${process.pid}`);
const DIST = path.join(STAGING, 'dist');

process.once('exit', () => rmSync(STAGING, { recursive: true, force: true }));

async function clean() {
	await rm(STAGING, { recursive: true, force: true });
	await mkdir(DIST, { recursive: true });
}

const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json', '--outDir', DIST], {
		stdio: 'inherit',
	});

/** encoding: false keeps pictures and fonts byte for byte. */
const assets = () => src(ASSETS, { base: '.', encoding: false, allowEmpty: true }).pipe(dest(DIST));

const vendor = () => bundleVendor(__dirname, DIST);

async function check() {
	await copyFile('package.json', path.join(STAGING, 'package.json'));
	const problems = checkDist(STAGING);
	if (problems.length > 0) throw new Error(`The build is not whole:\n- ${problems.join('\n- ')}`);
}

async function replace() {
	if (existsSync('dist')) await rename('dist', path.join(STAGING, 'before'));
	await rename(DIST, 'dist');
}

exports.build = series(clean, compile, assets, vendor, check, replace);
