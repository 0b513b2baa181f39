import type { PlainDocument } from '../plain-document.mts';
import type { Clean, Mutant } from './mutant.mts';

/** Sections that a type cannot do without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
	'press-release': ['lead', 'body'],
	'merit-record': ['summary', 'details'],
	'work-report': ['status', 'plan'],
	'event-plan': ['purpose', 'details'],
	greeting: ['opening', 'closing'],
	'event-script': ['script'],
	'official-letter': ['body'],
	'civil-reply': ['gist', 'review'],
	minutes: ['remarks', 'decisions'],
	'notice-copy': ['gist'],
};

/** Flaws of the document as a whole. */
export function shapeFlaws({ profileId, document, texts }: Clean): Mutant[] {
	const flaw = (kind: string, changed: PlainDocument): Mutant => ({ kind, document: changed, places: [], invented: [] });
	const mutants = (REQUIRED[profileId] ?? []).map((id) => flaw('section.missing', { ...document, sections: document.sections.filter((section) => section.id !== id) }));
	const written = document.sections.filter(({ id, blocks }) => blocks.length > 0 && texts.some(({ sectionId }) => sectionId === id));
	const [first, second] = written;
	if (first && second) {
		const swapped = document.sections.map((section) => (section.id === first.id ? second : section.id === second.id ? first : section));
		mutants.push(flaw('section.order', { ...document, sections: swapped }));
	}
	mutants.push(flaw('title.long', { ...document, title: `${document.title} 및 관계 기관 합동 추진 사항과 앞으로의 계획 전반에 대한 종합적인 안내` }));
	if (profileId === 'press-release' || profileId === 'official-letter') mutants.push(flaw('title.period', { ...document, title: `${document.title}.` }));
	if (profileId === 'press-release') mutants.push(flaw('document.short', { ...document, sections: document.sections.map((section) => (section.id === 'body' ? { ...section, blocks: section.blocks.slice(0, 2).map((block) => (block.kind === 'paragraph' ? { ...block, text: block.text.slice(0, 30) } : block)) } : section)) }));
	if (profileId === 'press-release') mutants.push(flaw('subtitle.missing', { ...document, subtitles: [] }));
	return mutants;
}
