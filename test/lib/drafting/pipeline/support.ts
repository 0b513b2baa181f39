import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { shippedWords } from '../../../../lib/drafting/lint/words';
import { openAiModel } from '../../../../lib/drafting/model/openai-model';
import type { ModelPort } from '../../../../lib/drafting/model/port';
import type { DraftDeps, DraftRequest, DraftSettings } from '../../../../lib/drafting/pipeline/request';
import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';
import type { DraftContent, FieldValues, Profile } from '../../../../lib/drafting/types';

export const TODAY = '2026-11-23';

export const settings = (changes: Partial<DraftSettings> = {}): DraftSettings => ({
	city: { name: '의정부시', head: { title: '시장', name: '서강민' }, department: '도서관과' },
	today: TODAY,
	screen: 'mask',
	publicPhones: [],
	modelApproved: true,
	repairRounds: 2,
	exemplarLimit: 2,
	words: shippedWords(),
	maxTokens: 6_000,
	...changes,
});

export function profileOf(id: string): Profile {
	const found = builtInProfiles().find((profile) => profile.id === id);
	if (found) return found;
	throw new Error(`no profile ${id}`);
}

export const PRESS: FieldValues = {
	subject: '2026 겨울 책 나눔 한마당',
	when: '2026. 12. 5.(토) 14:00~17:00',
	place: '의정부시청 대강당',
	target: '의정부시민 누구나',
	facts: '시민이 기증한 책 1,200권을 나눔\n어린이 책 놀이 교실 4개를 운영함\n참가비는 없음\n의정부시 새마을회가 진행을 도움',
	purpose: '읽지 않는 책을 이웃과 나누는 문화를 넓히기 위함',
	figures: '지난해 참여 시민: 830명\n사업비: 2,400만 원',
	quotes: '서강민 | 의정부시장 | 책으로 이웃을 만나는 하루가 되길 바란다 | 홍보담당관 | 2026-11-20',
	department: '도서관과',
	phone: '031-828-0000',
};

/** What golden example n of a type was made from. */
export function golden(profileId: string, n: 1 | 2): { values: FieldValues; subType: string; today: string; answer: string } {
	const folder = join(__dirname, '../../../golden/drafting', profileId, String(n));
	const { values, subType, today } = JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) as { values: FieldValues; subType: string; today: string };
	return { values, subType, today, answer: readFileSync(join(folder, 'answer.json'), 'utf8') };
}

export const request = (profileId: string, values: FieldValues, changes: Partial<DraftRequest> = {}): DraftRequest => ({ profile: profileOf(profileId), values, subType: '', settings: settings(), ...changes });

export const deps = (model: ModelPort, changes: Partial<DraftDeps> = {}): DraftDeps => ({ model, exemplars: null, now: () => performance.now(), ...changes });

/** A model that gives the answers one after another, the last one again and again, and keeps what it was asked. */
export function scripted(...answers: string[]): ModelPort & { asked: Array<{ system: string; user: string }> } {
	const asked: Array<{ system: string; user: string }> = [];
	return {
		model: 'scripted',
		asked,
		complete: async ({ system, user }) => {
			asked.push({ system, user });
			const text = answers[Math.min(asked.length, answers.length) - 1] ?? '';
			return await Promise.resolve({ text, model: 'scripted', mode: 'json_schema' as const, finishReason: 'stop', promptTokens: 1, completionTokens: 1, calls: 1, milliseconds: 0 });
		},
	};
}

export const sandboxModel = (url: string, model = 'sandbox-writer', timeoutMs = 5_000): ModelPort => openAiModel({ baseUrl: url, apiKey: 'key-for-tests', model, timeoutMs, responseFormat: 'auto' });

/** All words of a document, a text a line. */
export function wordsOf({ title, subtitles, sections }: DraftContent): string {
	const blocks = sections.flatMap((section) => [section.heading, ...section.blocks.flatMap((block) => (block.kind === 'table' ? block.rows.flat() : [block.text]))]);
	return [title, ...subtitles, ...blocks].join('\n');
}
