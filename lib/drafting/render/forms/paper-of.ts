import type { DocumentForm } from '../../types';
import { withFixed } from '../fill-fixed';
import type { Paper } from '../paper';
import type { RenderInput } from '../types';
import { letterPaper } from './letter';
import { meritPaper } from './merit';
import { minutesPaper } from './minutes';
import { noticePaper } from './notice';
import { pressPaper } from './press';
import { replyPaper } from './reply';
import { reportPaper } from './report';
import { scriptPaper } from './script';
import { speechPaper } from './speech';

const PAPERS: Readonly<Record<DocumentForm, (input: RenderInput) => Paper>> = {
	press: pressPaper,
	report: reportPaper,
	plan: reportPaper,
	merit: meritPaper,
	letter: letterPaper,
	speech: speechPaper,
	script: scriptPaper,
	reply: replyPaper,
	minutes: minutesPaper,
	notice: noticePaper,
};

/** The document in the form of its type, as it is printed; HWPX and DOCX are made from the same paper. */
export const paperOf = (input: RenderInput): Paper => PAPERS[input.profile.form]({ ...input, content: withFixed(input) });
