import { factSheet } from '../../../../lib/drafting/facts/fact-sheet';
import { groundFindings } from '../../../../lib/drafting/ground/findings';
import { ground, type GroundContext } from '../../../../lib/drafting/ground/ground';
import type { Finding, TextUnit } from '../../../../lib/drafting/types';
import { reply } from './samples/civil-reply';
import { plan } from './samples/event-plan';
import { script } from './samples/event-script';
import { speech } from './samples/greeting';
import { merit } from './samples/merit-record';
import { meeting } from './samples/minutes';
import { notice } from './samples/notice-copy';
import { letter } from './samples/official-letter';
import { festival } from './samples/press-release';
import type { Sample } from './samples/sample';
import { second } from './samples/second';
import { report } from './samples/work-report';
import { profileOf } from './support';

const city = { name: '의정부시', head: { title: '의정부시장', name: '서강민' }, department: '홍보담당관' };
const TODAY = '2026-11-23';

const contextOf = (profileId: string): GroundContext => ({ profile: profileOf(profileId), city, today: TODAY });

const unit = (text: string): TextUnit => ({ place: 'sections.0.blocks.0', role: 'paragraph', sectionId: 'body', level: 0, column: '', fixed: false, text });

function findingsIn(text: string, { profileId, values }: Sample): Finding[] {
	const context = contextOf(profileId);
	const sheet = factSheet(context.profile, values, { city, today: TODAY });
	return groundFindings(ground([unit(text)], sheet, context), [unit(text)]);
}

const samples = [festival, merit, report, plan, speech, script, letter, reply, meeting, notice, ...second];

describe.each(samples.map((sample) => [sample.profileId, sample] as const))('%s', (_id, sample) => {
	it.each(sample.clean)('finds nothing in %s', (text) => {
		expect(findingsIn(text, sample).map(({ ruleId, excerpt, message }) => `${ruleId} ${excerpt}: ${message}`)).toEqual([]);
	});

	it.each(sample.flaws)('objects when %s becomes %s (%s)', (from, to, rule) => {
		const clean = sample.clean.find((text) => text.includes(from));
		if (clean === undefined) throw new Error(`No clean text has ${from}`);
		const at = clean.indexOf(from);
		const found = findingsIn(clean.replace(from, () => to), sample).filter(({ start, end }) => start < at + to.length && end > at);
		expect(found.map(({ ruleId, excerpt }) => `${ruleId} ${excerpt}`).filter((one) => one.startsWith(rule))).not.toEqual([]);
	});
});

it.each(['3개 × 80,000원', '240,000원 ÷ 3개'])('takes no sign of arithmetic for a Latin word: %s', (text) => {
	const context = contextOf('event-plan');
	const sheet = factSheet(context.profile, { budget: '현수막|3개 × 80,000원|240,000원' }, { city, today: TODAY });
	expect(ground([unit(text)], sheet, context).filter(({ kind }) => kind === 'latin')).toEqual([]);
});
