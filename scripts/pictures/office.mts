import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';

const TIMEOUT_MS = 120_000;

/** Only the first page: all sheets of the bus workbook take LibreOffice more than a minute. */
const FIRST_PAGE = '{"PageRange":{"type":"string","value":"1"}}';

/** Whether a command of this machine can be started. */
const has = (command: string): boolean => spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;

function run(command: string, args: readonly string[]): void {
	const { status, stderr } = spawnSync(command, args, { timeout: TIMEOUT_MS, encoding: 'utf8' });
	if (status !== 0) throw new Error(`${command} ended with ${String(status)}: ${stderr}`);
}

/**
 * Prints the first page of a workbook or document into `png`, as LibreOffice lays it out.
 * Returns false, and leaves the picture as it is, where LibreOffice or poppler is not installed.
 */
export function officePicture(file: string, png: string): boolean {
	if (!has('soffice') || !has('pdftoppm')) return false;
	const work = mkdtempSync(join(tmpdir(), 'cityhall-office-'));
	try {
		const filter = extname(file) === '.xlsx' ? 'calc_pdf_Export' : 'writer_pdf_Export';
		run('soffice', [`-env:UserInstallation=file://${work}/profile`, '--headless', '--convert-to', `pdf:${filter}:${FIRST_PAGE}`, '--outdir', work, file]);
		const pdf = join(work, `${basename(file, extname(file))}.pdf`);
		run('pdftoppm', ['-r', '75', '-l', '1', '-singlefile', '-png', pdf, png.replace(/\.png$/, '')]);
		return true;
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}
