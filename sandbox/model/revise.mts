import { inStyle } from './korean.mts';
import { record, type Prompt } from './prompt.mts';
import { bodyTexts, changeTexts, replaceAt } from './texts.mts';
import { voiceOf } from './understand.mts';
import { writeDocument } from './write.mts';

type Answer = Record<string, unknown>;

/** The present draft with the instruction carried out as far as a pretend writer can. */
export function reviseDocument(prompt: Prompt, schema: Record<string, unknown> | null): Answer {
	const { draft, instruction } = prompt.revision ?? { draft: null, instruction: '' };
	const present = record(draft);
	if (!present) return writeDocument(prompt, schema);
	return carryOut(asAnswer(present, schema), instruction, prompt);
}

/** A stored draft (sections with blocks) in the shape of an answer; an answer stays as it is. */
function asAnswer(draft: Answer, schema: Record<string, unknown> | null): Answer {
	const shapes = record(record(record(schema?.properties)?.sections)?.properties);
	const sections = Array.isArray(draft.sections)
		? Object.fromEntries(
				draft.sections.flatMap((entry: unknown) => {
					const section = record(entry);
					const id = typeof section?.id === 'string' ? section.id : '';
					const shape = record(shapes?.[id]);
					return section && (shapes === null || shape) ? [[id, blocksAsAnswer(Array.isArray(section.blocks) ? section.blocks : [], shape)]] : [];
				}),
			)
		: draft.sections;
	const answer: Answer = { title: draft.title ?? '', sections };
	const properties = record(schema?.properties);
	if (properties === null || 'subtitles' in properties) answer.subtitles = draft.subtitles ?? [];
	answer.missing = [];
	return answer;
}

function blocksAsAnswer(blocks: readonly unknown[], shape: Record<string, unknown> | null): unknown[] {
	const columnNames = Object.keys(record(record(shape?.items)?.properties) ?? {});
	const found: unknown[] = [];
	for (const entry of blocks) {
		const block = record(entry);
		if (block?.kind === 'paragraph') found.push(block.text);
		else if (block?.kind === 'item') found.push({ level: block.level, text: block.text });
		else if (block?.kind === 'table' && Array.isArray(block.rows))
			for (const row of block.rows as unknown[][]) found.push(columnNames.length > 0 ? Object.fromEntries(columnNames.map((name, index) => [name, row[index] ?? ''])) : row);
	}
	return found;
}

function carryOut(answer: Answer, instruction: string, prompt: Prompt): Answer {
	const replace = /[“"'‘]([^”"'’]+)[”"'’][을를]?\s*[“"'‘]([^”"'’]+)[”"'’](?:으로|로)/.exec(instruction);
	if (replace?.[1] !== undefined && replace[2] !== undefined) {
		const [, from, to] = replace;
		return changeTexts(answer, (text) => text.replaceAll(from, to)) as Answer;
	}
	const named = /제목[을를은]?\s*[“"'‘]([^”"'’]+)[”"'’]/.exec(instruction)?.[1];
	if (named !== undefined) return { ...answer, title: named };
	const title = typeof answer.title === 'string' ? answer.title : '';
	if (/제목|표제/.test(instruction)) return { ...answer, title: shorter(title) };
	const texts = bodyTexts(answer);
	const longest = [...texts].sort((a, b) => b.text.length - a.text.length)[0];
	if (!longest) return answer;
	if (/짧|줄|간결|간단/.test(instruction)) return replaceAt(answer, longest.path, shorter(longest.text));
	const { style } = voiceOf(prompt.profileId);
	if (style === 'noun') return replaceAt(answer, longest.path, `${longest.text}, 세부 사항은 추후 보완함`);
	return replaceAt(answer, longest.path, `${longest.text} ${inStyle('자세한 내용은 담당 부서에서 안내한다.', style)}`);
}

function shorter(text: string): string {
	const sentences = text.split(/(?<=\.)\s+/);
	if (sentences.length > 1) return sentences.slice(0, -1).join(' ');
	const parts = text.split(', ');
	return parts.length > 1 ? parts.slice(1).join(', ') : text;
}
