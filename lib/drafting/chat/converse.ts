import type { Profile } from '../types';
import { chooseProfile } from './choose';
import { commandOf, isRequest, type Command } from './commands';
import { hardLines, HELP, menu, missingFields, overview, plain, question } from './replies';
import type { ChatAction, ChatContext, ChatState, ChatTurn } from './state';
import { takeValues } from './take-values';

export type { ChatAction, ChatContext, ChatState, ChatTurn } from './state';

/** The state before anything has been said. */
export function openConversation(_profiles: readonly Profile[]): ChatState {
	return { phase: 'choosing', profileId: '', values: {}, asked: '', skipped: [] };
}

/**
 * One turn of a conversation that leads from the choice of a type over its facts to a draft and its revisions. Decides by
 * fixed words and labels alone, no model is asked. A state whose type no longer exists begins anew.
 * @returns the next state, what to say, and what the caller must do now
 */
export function converse(state: ChatState, message: string, profiles: readonly Profile[], context: ChatContext): ChatTurn {
	const profile = profiles.find(({ id }) => id === state.profileId);
	const said = message.normalize('NFC').replace(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
	const command = commandOf(said);
	if (command?.kind === 'help') return say(state, profile && state.asked !== '' ? `${HELP}\n\n${askedAgain(state, profile)}` : HELP);
	if (command?.kind === 'start') return say(openConversation(profiles), menu(profiles, context.city.name), { kind: 'start' });
	if (profile === undefined || state.phase === 'choosing') return choose(said, profiles, context);
	if (command) return obey(command, state, profile, context);
	return state.phase === 'drafted' && context.hasDraft ? afterDraft(said, state, profile) : fill(said, state, profile);
}

const GREETING = /^(?:$|안녕|반갑|시작|시작하기|메뉴|hello|hi$)/i;

const say = (state: ChatState, reply: string, action: ChatAction | null = null): ChatTurn => ({ state, reply, action });

function choose(said: string, profiles: readonly Profile[], context: ChatContext): ChatTurn {
	const state = openConversation(profiles);
	const profile = chooseProfile(said, profiles);
	if (profile === null) return say(state, GREETING.test(said) ? menu(profiles, context.city.name) : `어느 문서인지 알 수 없습니다.\n\n${menu(profiles, context.city.name)}`);
	const required = profile.fields.filter((field) => field.required).map(({ label }) => plain(label));
	const intro = hardLines([`**${plain(profile.name)}** 초안을 준비합니다.`, ...(required.length === 0 ? [] : [`필수 항목: ${required.join(', ')}`])]);
	return askNext({ ...state, phase: 'filling', profileId: profile.id }, profile, intro);
}

function obey(command: Command, state: ChatState, profile: Profile, context: ChatContext): ChatTurn {
	switch (command.kind) {
		case 'list':
			return say(state, [overview(profile, state.values), askedAgain(state, profile)].filter((part) => part !== '').join('\n\n'));
		case 'skip':
			return skip(state, profile);
		case 'files':
			return context.hasDraft ? say(state, '파일을 준비하였습니다.', { kind: 'files' }) : say(state, `아직 작성된 초안이 없습니다. \`초안\`을 적어 먼저 작성하시기 바랍니다.`);
		case 'draft':
			return draft(state, profile, command.force);
		case 'revise':
			if (!context.hasDraft) return say(state, '아직 작성된 초안이 없어 수정할 수 없습니다. `초안`을 적어 먼저 작성하시기 바랍니다.');
			if (command.instruction === '') return say(state, '무엇을 바꿀지 함께 적어 주시기 바랍니다. 예: `수정: 제목을 더 짧게`');
			return say(state, '요청한 대로 수정하고 있습니다. 요청하지 않은 부분은 그대로 둡니다.', { kind: 'revise', instruction: command.instruction });
		default:
			return say(state, HELP);
	}
}

function draft(state: ChatState, profile: Profile, force: boolean): ChatTurn {
	const missing = missingFields(profile, state.values);
	const [first] = missing;
	if (first && !force) {
		const labels = missing.map(({ label }) => plain(label)).join(', ');
		const reply = `필수 항목이 비어 있습니다: ${labels}\n\n비운 채 작성하려면 \`빈칸으로 초안\`을 적어 주시기 바랍니다.\n\n${question(first)}`;
		return say({ ...state, phase: 'filling', asked: first.id }, reply);
	}
	const next: ChatState = { ...state, phase: 'drafted', asked: '' };
	return say(next, `**${plain(profile.name)}** 초안을 작성하고 있습니다.`, { kind: 'draft', profileId: profile.id, values: state.values });
}

function skip(state: ChatState, profile: Profile): ChatTurn {
	const field = profile.fields.find(({ id }) => id === state.asked);
	if (field === undefined) return say(state, ready(state));
	if (field.required) return say(state, `필수 항목이라 건너뛸 수 없습니다. 아직 정해지지 않았으면 \`빈칸으로 초안\`으로 작성할 수 있습니다.\n\n${question(field)}`);
	return askNext({ ...state, skipped: [...state.skipped, field.id] }, profile, '');
}

function fill(said: string, state: ChatState, profile: Profile): ChatTurn {
	if (said === '') return say(state, askedAgain(state, profile) || ready(state));
	const { values, labels, problems } = takeValues(said, profile, state.values, state.asked);
	const told = [...(labels.length === 0 ? [] : [`받았습니다: ${labels.map(plain).join(', ')}`]), ...problems.map((problem) => `- ${problem}`)].join('\n');
	const skipped = state.skipped.filter((id) => (values[id] ?? '') === '');
	const cleared = profile.fields.filter(({ id, label }) => labels.includes(label) && values[id] === '').map(({ id }) => id);
	const next: ChatState = { ...state, phase: 'filling', values, skipped: [...new Set([...skipped, ...cleared])] };
	return problems.length > 0 && labels.length === 0 ? say(next, [told, askedAgain(next, profile)].filter((part) => part !== '').join('\n\n')) : askNext(next, profile, told);
}

function afterDraft(said: string, state: ChatState, profile: Profile): ChatTurn {
	const { values, labels, problems } = takeValues(said, profile, state.values, '');
	if (labels.length > 0) {
		const told = [`받았습니다: ${labels.map(plain).join(', ')}`, ...problems.map((problem) => `- ${problem}`)].join('\n');
		return say({ ...state, values }, `${told}\n\n바뀐 내용으로 다시 작성하려면 \`초안\`을 적어 주시기 바랍니다.`);
	}
	if (isRequest(said)) return say(state, '요청한 대로 수정하고 있습니다. 요청하지 않은 부분은 그대로 둡니다.', { kind: 'revise', instruction: said });
	return say(state, '바꿀 것이 있으면 `수정: …`, 파일을 받으려면 `파일`, 다른 문서를 만들려면 `처음으로`를 적어 주시기 바랍니다.');
}

/** Asks for the next field: required ones first, then each optional one that was not passed over. */
function askNext(state: ChatState, profile: Profile, told: string): ChatTurn {
	const open = profile.fields.filter(({ id }) => (state.values[id] ?? '') === '' && !state.skipped.includes(id));
	const field = open.find(({ required }) => required) ?? open[0];
	const next: ChatState = { ...state, asked: field?.id ?? '' };
	const parts = [told];
	if (field === undefined) parts.push(overview(profile, state.values), ready(next));
	else {
		if (!field.required && state.skipped.length === 0 && told !== '' && isFirstOptional(state, profile)) parts.push('필수 항목을 모두 받았습니다. 이제 선택 항목입니다.');
		parts.push(question(field));
	}
	return say(next, parts.filter((part) => part !== '').join('\n\n'));
}

const isFirstOptional = ({ values }: ChatState, { fields }: Profile): boolean => fields.some(({ required }) => required) && fields.every(({ id, required }) => required || (values[id] ?? '') === '');

const askedAgain = ({ asked }: ChatState, { fields }: Profile): string => {
	const field = fields.find(({ id }) => id === asked);
	return field === undefined ? '' : question(field);
};

const ready = ({ phase }: ChatState): string =>
	phase === 'drafted' ? '다시 작성하려면 `초안`을 적어 주시기 바랍니다.' : '더 넣을 것이 있으면 `항목: 값`으로 적고, 없으면 `초안`을 적어 주시기 바랍니다.';
