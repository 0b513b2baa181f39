import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { answerMessage } from '../../../lib/drafting/chat/session';
import { Conversations } from '../../../lib/drafting/store/conversations';
import { draftAndStore, reviseAndStore } from '../../../lib/drafting/store/desk';
import { cancelSignal } from '../../shared/clients';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { deskPortsAt, draftingAt } from '../desk-ports';
import { auditField, cityFields, draftFolderAt, draftFolderField, draftingOptions, fileKindsAt, modelField, optionsField, profilesAt } from '../fields';
import { profileNamed } from '../type-fields';

const properties: INodeProperties[] = [
	modelField,
	{ displayName: '받은 말', name: 'message', type: 'string', default: '={{ $json.chatInput }}', description: '대화창에서 온 말' },
	{ displayName: '대화 번호', name: 'sessionId', type: 'string', default: '={{ $json.sessionId }}', required: true, description: '대화창이 준 번호. 같은 대화를 이어 가는 데 씁니다.' },
	{
		displayName: '내려받기 주소',
		name: 'downloadUrl',
		type: 'string',
		default: '',
		placeholder: '예: https://n8n.example.go.kr/form/draft-files',
		description: '파일을 내려받는 폼의 주소. 초안 번호를 붙여 답에 적습니다. 비우면 초안 폴더의 위치만 알립니다.',
	},
	draftFolderField,
	...cityFields,
	auditField,
	optionsField(draftingOptions),
];

export const description = updateDisplayOptions({ show: { resource: ['screen'], operation: ['chat'] } }, properties);

/** One message of a conversation and its answer; what was said lies beside the drafts, not in n8n. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const sessionId = requiredTextAt(ctx, 'sessionId', i, '대화 번호');
		const profiles = await profilesAt(ctx, i);
		const { deps, settings } = await draftingAt(ctx, i);
		const ports = await deskPortsAt(ctx, i);
		const kinds = fileKindsAt(ctx, i);
		const signal = cancelSignal(ctx);
		const common = { settings, ...(signal ? { signal } : {}) };
		const stream = streamOf(ctx, i);
		const { reply, draftId } = await answerMessage(sessionId, textAt(ctx, 'message', i), {
			profiles,
			city: settings.city,
			today: settings.today,
			conversations: new Conversations(await draftFolderAt(ctx, i), Date.now),
			draft: async (profile, values) => await draftAndStore({ ...common, profile, values, subType: '', onProgress: stream.progress }, deps, ports, kinds),
			revise: async (id, instruction) => {
				const profile = profileNamed((await ports.store.read(id)).profileId, profiles);
				return await reviseAndStore(id, instruction, { ...common, profile, onProgress: stream.progress }, deps, ports, kinds);
			},
			downloadUrl: textAt(ctx, 'downloadUrl', i),
			say: stream.say,
		}).finally(stream.end);
		return [[{ json: { output: reply, draftId } }]];
	});
}

type Progress = { step: 'writing' | 'checking' | 'repairing'; characters: number };

const STEPS: Readonly<Record<Progress['step'], string>> = { writing: '\n\n모형이 쓰고 있습니다', checking: '\n\n사실과 규칙을 점검하고 있습니다.', repairing: '\n\n걸린 곳을 보완하고 있습니다.' };
/** A sign of life after so many characters of the model's answer. */
const EVERY = 200;

/** Shows the answer piece by piece where the chat streams, and how far the model has come. */
function streamOf(ctx: IExecuteFunctions, i: number) {
	const streams = ctx.isStreaming();
	if (streams) ctx.sendChunk('begin', i);
	const say = (piece: string) => {
		if (streams) ctx.sendChunk('item', i, piece);
	};
	let step = '';
	let shown = 0;
	const progress = (at: Progress) => {
		if (at.step !== step) say(STEPS[at.step]);
		step = at.step;
		for (; at.step === 'writing' && shown + EVERY <= at.characters; shown += EVERY) say('.');
	};
	return { say, progress, end: () => streams && ctx.sendChunk('end', i) };
}
