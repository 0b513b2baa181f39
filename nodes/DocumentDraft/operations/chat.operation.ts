import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { answerMessage } from '../../../lib/drafting/chat/session';
import { tellError } from '../../../lib/drafting/chat/tell';
import { Conversations } from '../../../lib/drafting/store/conversations';
import { draftAndStore, reviseAndStore } from '../../../lib/drafting/store/desk';
import { CityhallError } from '../../../lib/errors';
import { cancelSignal } from '../../shared/clients';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { deskPortsAt, draftingAt } from '../desk-ports';
import { auditField, cityFields, draftFolderAt, draftFolderField, draftingOptions, fileKindsAt, modelField, optionsField, profilesAt } from '../fields';
import { profileNamed } from '../type-fields';

const properties: INodeProperties[] = [
	modelField,
	{ displayName: '받은 말', name: 'message', type: 'string', default: '={{ $json.chatInput }}', description: '대화창에서 온 말' },
	{ displayName: '받은 말의 번호', name: 'messageId', type: 'string', default: '={{ $json.messageId }}', description: "'행정문서 초안 대화'가 준 번호. 있으면 '받은 말' 대신 초안 폴더에 둔 말을 쓰고, 답은 대화창에만 보내며 다음 노드로는 넘기지 않습니다." },
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
		const ownPage = textAt(ctx, 'messageId', i) !== '';
		const stream = streamOf(ctx, i, ownPage);
		try {
			return [[{ json: await answered(ctx, i, stream) }]];
		} catch (error) {
			// The desk's page shows it; n8n's own chat shows the error by itself.
			if (ownPage && error instanceof CityhallError) stream.say(tellError(error));
			throw error;
		} finally {
			await stream.end();
		}
	});
}

async function answered(ctx: IExecuteFunctions, i: number, stream: Stream): Promise<IDataObject> {
	const sessionId = requiredTextAt(ctx, 'sessionId', i, '대화 번호');
	const messageId = textAt(ctx, 'messageId', i);
	const conversations = new Conversations(await draftFolderAt(ctx, i), Date.now);
	const message = messageId === '' ? textAt(ctx, 'message', i) : await conversations.take(sessionId, messageId);
	const profiles = await profilesAt(ctx, i);
	const { deps, settings } = await draftingAt(ctx, i);
	const ports = await deskPortsAt(ctx, i);
	const kinds = fileKindsAt(ctx, i);
	const signal = cancelSignal(ctx);
	const common = { settings, onProgress: stream.progress, ...(signal ? { signal } : {}) };
	const { reply, draftId } = await answerMessage(sessionId, message, {
		profiles,
		city: settings.city,
		today: settings.today,
		conversations,
		draft: async (profile, values) => {
			const handled = await draftAndStore({ ...common, profile, values, subType: '' }, deps, ports, kinds);
			if (messageId !== '') await conversations.claim(sessionId, handled.document.draftId);
			return handled;
		},
		revise: async (id, instruction) => {
			const profile = profileNamed((await ports.store.read(id)).profileId, profiles);
			return await reviseAndStore(id, instruction, { ...common, profile }, deps, ports, kinds);
		},
		// Seen from the desk's own page, which hands over the files itself.
		downloadUrl: messageId === '' ? textAt(ctx, 'downloadUrl', i) : '?',
		say: stream.say,
	});
	if (messageId === '') return { output: reply, draftId };
	const state = (await conversations.read(sessionId))?.state;
	stream.about({ draftId, kinds, phase: state?.phase ?? 'choosing' });
	return { sessionId, draftId, documentType: state?.profileId ?? '' };
}

type Progress = { step: 'writing' | 'checking' | 'repairing'; characters: number };

interface Stream {
	say(piece: string): void;
	progress(at: Progress): void;
	/** For the desk's own page: what it shows around the answer. */
	about(what: IDataObject): void;
	end(): Promise<void>;
}

const STEPS: Readonly<Record<Progress['step'], string>> = { writing: '모형이 쓰고 있습니다', checking: '사실과 규칙을 점검하고 있습니다', repairing: '걸린 곳을 보완하고 있습니다' };
/** A sign of life after so many characters of the model's answer. */
const EVERY = 200;

/** Shows the answer piece by piece where the chat streams, and how far the model has come. */
function streamOf(ctx: IExecuteFunctions, i: number, ownPage: boolean): Stream {
	const streams = ctx.isStreaming();
	let sent: Promise<void> = Promise.resolve();
	// One after another: pieces must arrive in their order, and before the end.
	const send = (type: 'begin' | 'item' | 'end', content?: IDataObject | string) => {
		// Whoever closed the page misses the answer; the draft is made all the same.
		if (streams) sent = sent.then(() => ctx.sendChunk(type, i, content)).catch(() => undefined);
	};
	send('begin');
	let step = '';
	let shown = 0;
	const inText = (at: Progress) => {
		if (at.step !== step) send('item', `\n\n${STEPS[at.step]}.`);
		step = at.step;
		for (; at.step === 'writing' && shown + EVERY <= at.characters; shown += EVERY) send('item', '.');
	};
	const beside = (at: Progress) => {
		const place = `${at.step}${Math.floor(at.characters / EVERY)}`;
		if (place !== step) send('item', { about: { progress: at.step === 'writing' && at.characters > 0 ? `${STEPS.writing}(${at.characters.toLocaleString('en')}자).` : `${STEPS[at.step]}.` } });
		step = place;
	};
	return {
		say: (piece) => send('item', piece),
		progress: ownPage ? beside : inText,
		about: (what) => send('item', { about: what }),
		end: async () => {
			send('end');
			await sent;
		},
	};
}
