import { NodeConnectionTypes, type ICredentialDataDecryptedObject, type IExecuteFunctions } from 'n8n-workflow';

import { connectedModel } from '../../lib/drafting/model/connected-model';
import { openAiModel, type OpenAiSettings } from '../../lib/drafting/model/openai-model';
import type { ModelPort } from '../../lib/drafting/model/port';
import { ValidationError } from '../../lib/errors';
import { textAt } from '../shared/parameters';

const MODEL = 'cityhallLanguageModelApi';
const MINUTE_MS = 60_000;
const FORMATS = ['auto', 'json_schema', 'json_object', 'text'] as const;

/** The model the node drafts with, and whether it may see what is not public. */
export interface ChosenModel {
	model: ModelPort;
	approved: boolean;
}

/** From the credential, or the chat model connected on the canvas; what is connected is approved only by the node's option. */
export async function modelAt(ctx: IExecuteFunctions, i: number, connectedApproved: boolean): Promise<ChosenModel> {
	if (textAt(ctx, 'modelSource', i) === 'connected') {
		const chat: unknown = await ctx.getInputConnectionData(NodeConnectionTypes.AiLanguageModel, i);
		const found: unknown = Array.isArray(chat) ? chat[0] : chat;
		if (isChatModel(found)) return { model: connectedModel(found), approved: connectedApproved };
		throw new ValidationError('modelNotConnected', '언어모형이 연결되어 있지 않습니다.', "노드 아래의 '언어모형' 입력에 채팅 모형을 연결하거나, '언어모형'을 '자격 증명'으로 바꾸시기 바랍니다.");
	}
	const known = models.get(ctx);
	if (known) return known;
	const credential = await ctx.getCredentials(MODEL, i);
	const chosen = { model: openAiModel(modelSettings(credential)), approved: credential.approved === true };
	models.set(ctx, chosen);
	return chosen;
}

/** What one answer teaches of a server holds for the other items of the run. */
const models = new WeakMap<IExecuteFunctions, ChosenModel>();

/** Settings of the credential 언어모형. @throws ValidationError `modelSettings` */
export function modelSettings(credential: ICredentialDataDecryptedObject): OpenAiSettings {
	const text = (name: string) => {
		const value = credential[name];
		return typeof value === 'string' ? value.trim() : '';
	};
	const [baseUrl, model] = [text('baseUrl'), text('model')];
	if (!/^https?:\/\/\S+$/.test(baseUrl)) throw new ValidationError('modelSettings', "'언어모형' 자격 증명의 접속 주소가 올바르지 않습니다.", 'http:// 또는 https://로 시작하는 주소를 적으시기 바랍니다. 예: http://model.example.go.kr:8000/v1');
	if (model === '') throw new ValidationError('modelSettings', "'언어모형' 자격 증명에 모형 이름이 없습니다.", '서버에 올린 모형의 이름을 적으시기 바랍니다.');
	const minutes = Number(credential.timeoutMinutes);
	const temperature = Number(credential.temperature);
	const format = FORMATS.find((one) => one === text('responseFormat')) ?? 'auto';
	return {
		baseUrl,
		model,
		apiKey: text('apiKey'),
		timeoutMs: (minutes > 0 && minutes <= 60 ? minutes : 15) * MINUTE_MS,
		responseFormat: format,
		temperature: temperature >= 0 && temperature <= 2 ? temperature : 0.2,
		...(text('caPem') === '' ? {} : { ca: text('caPem') }),
		...(text('proxy') === '' ? {} : { proxy: text('proxy') }),
		...(text('apiVersion') === '' ? {} : { apiVersion: text('apiVersion') }),
	};
}

type ChatModel = Parameters<typeof connectedModel>[0];

function isChatModel(value: unknown): value is ChatModel {
	return typeof value === 'object' && value !== null && 'invoke' in value && typeof value.invoke === 'function';
}
