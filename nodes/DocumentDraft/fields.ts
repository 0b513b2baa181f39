import { readFile } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';

import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { koreanTime } from '../../lib/calendar/day';
import { openExemplars, type ExemplarStore } from '../../lib/drafting/exemplars/store';
import { readWords, shippedWords, type WordLists } from '../../lib/drafting/lint/words';
import type { DraftSettings } from '../../lib/drafting/pipeline/request';
import { readProfiles } from '../../lib/drafting/profiles/profiles';
import type { CitySettings, Profile } from '../../lib/drafting/types';
import { DraftStore } from '../../lib/drafting/store/draft-store';
import type { FileKind } from '../../lib/drafting/store/deliver';
import { ValidationError } from '../../lib/errors';
import { allowedFolder, allowedNewFolder } from '../shared/folders';
import { requiredTextAt, textAt } from '../shared/parameters';

export const modelField: INodeProperties = {
	displayName: '언어모형',
	name: 'modelSource',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: '자격 증명', value: 'credential', description: 'OpenAI 호환 서버에 바로 요청합니다' },
		{ name: '캔버스에 연결한 모형', value: 'connected', description: '노드 아래에 연결한 n8n 채팅 모형을 씁니다' },
	],
	default: 'credential',
};

export const auditField: INodeProperties = {
	displayName: '대장에 기록',
	name: 'audit',
	type: 'boolean',
	noDataExpression: true,
	default: true,
	description: '모형, 문서 유형과 지시문의 버전, 입력과 결과의 해시(내용을 되돌려 볼 수 없는 확인값), 점검 결과 수, 걸린 시간을 발송 대장에 남깁니다. 문서의 내용은 남기지 않습니다.',
};

export const draftFolderField: INodeProperties = {
	displayName: '초안 폴더',
	name: 'draftFolder',
	type: 'string',
	default: '',
	required: true,
	placeholder: '예: /data/cityhall/drafts',
	description: '초안과 입력 내용을 두는 절대 경로. n8n 저장 폴더 밖에 두며, 보존기간이 지나면 지웁니다.',
};

export const draftIdField: INodeProperties = {
	displayName: '초안 번호',
	name: 'draftId',
	type: 'string',
	default: '={{ $json.draftId }}',
	required: true,
	placeholder: '예: D-20261123-4f7a21c0',
	description: "'초안 작성'이 내보낸 번호",
};

export const cityFields: INodeProperties[] = [
	{ displayName: '시 이름', name: 'city', type: 'string', default: '', required: true, placeholder: '예: 의정부시' },
	{ displayName: '기관장', name: 'head', type: 'string', default: '', placeholder: '예: 시장 서강민', description: '직위와 성명. 비우면 문서에 기관장 이름을 쓰지 않습니다.' },
	{ displayName: '담당부서', name: 'department', type: 'string', default: '', required: true, placeholder: '예: 홍보담당관' },
];

const FILE_KINDS: ReadonlyArray<{ name: string; value: FileKind }> = [
	{ name: 'HWPX', value: 'hwpx' },
	{ name: 'DOCX', value: 'docx' },
	{ name: '붙여넣기용 글(TXT)', value: 'text' },
	{ name: '점검표(HWPX)', value: 'checkSheet' },
];

export const optionOf = {
	files: { displayName: '만들 파일', name: 'files', type: 'multiOptions', options: [...FILE_KINDS], default: ['hwpx', 'docx', 'text', 'checkSheet'] },
	attach: { displayName: '파일을 다음 노드로 넘기기', name: 'attach', type: 'boolean', default: false, description: '켜면 파일이 n8n에도 저장됩니다. 실행 기록을 저장하지 않는 흐름에서만 켭니다.' },
	showText: { displayName: '본문을 다음 노드로 넘기기', name: 'showText', type: 'boolean', default: false, description: '켜면 제목, 본문, 점검 결과가 실행 자료에 들어갑니다. 실행 기록을 저장하지 않는 흐름에서만 켭니다.' },
	screen: {
		displayName: '개인정보 처리',
		name: 'screen',
		type: 'options',
		options: [
			{ name: '가리고 보낸 뒤 되돌림', value: 'mask', description: '성명과 전화번호 등을 표시로 바꾸어 보내고, 받은 글에서 되돌립니다' },
			{ name: '있으면 중단', value: 'block', description: '개인정보가 있으면 모형에 보내지 않고 알립니다' },
			{ name: '알리고 보냄', value: 'warn', description: '주민등록번호와 카드번호를 뺀 나머지를 그대로 보내고 점검 결과에 적습니다' },
		],
		default: 'mask',
	},
	publicPhones: { displayName: '공개된 대표 전화', name: 'publicPhones', type: 'string', default: '', placeholder: '예: 031-828-2114, 120', description: '개인정보로 보지 않을 번호. 쉼표로 나눕니다.' },
	connectedApproved: { displayName: '연결한 모형의 비공개 자료 처리 승인', name: 'connectedApproved', type: 'boolean', default: false, description: '캔버스에 연결한 모형이 공개 전 자료를 처리하도록 승인받았는지' },
	repairRounds: { displayName: '보완 횟수', name: 'repairRounds', type: 'number', typeOptions: { minValue: 0, maxValue: 2 }, default: 2, description: '점검에 걸린 구간을 모형에 다시 쓰게 하는 횟수' },
	subType: { displayName: '세부 유형', name: 'subType', type: 'string', default: '', placeholder: '예: 행사', description: '참고 문서를 고를 때 씁니다. 유형 파일에 있는 이름이나 ID를 적습니다.' },
	exemplarFolder: { displayName: '참고 문서 폴더', name: 'exemplarFolder', type: 'string', default: '', placeholder: '예: /data/cityhall/exemplars', description: "'시 문체 익히기'로 만든 폴더. 비우면 참고 문서 없이 씁니다." },
	exemplarLimit: { displayName: '참고 문서 수', name: 'exemplarLimit', type: 'number', typeOptions: { minValue: 0, maxValue: 3 }, default: 2, description: '모형에 보여 줄 지난 문서의 수. 성명 등은 가립니다.' },
	profileFolder: { displayName: '문서 유형 폴더', name: 'profileFolder', type: 'string', default: '', placeholder: '예: /data/cityhall/document-types', description: '우리 시에서 정한 문서 유형 파일(JSON)을 둔 폴더. ID가 같으면 기본 유형을 바꿉니다.' },
	wordFile: { displayName: '용어 파일', name: 'wordFile', type: 'string', default: '', placeholder: '예: /data/cityhall/words.json', description: '우리 시에서 바꿔 쓸 말과 쓰지 않을 말을 적은 파일(JSON)' },
	maxTokens: { displayName: '답의 최대 길이(토큰)', name: 'maxTokens', type: 'number', typeOptions: { minValue: 500, maxValue: 32_000 }, default: 6_000, description: '토큰은 모형이 글의 길이를 세는 단위로, 한글 한 글자가 대략 1토큰 안팎입니다(모형마다 다름). 답이 중간에 잘리면 늘립니다.' },
} as const satisfies Readonly<Record<string, INodeProperties>>;

/** 선택 사항 of an operation. */
export const optionsField = (options: readonly INodeProperties[]): INodeProperties => ({ displayName: '선택 사항', name: 'options', type: 'collection', placeholder: '선택 사항 추가', default: {}, options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName, 'ko')) });

export const draftingOptions: readonly INodeProperties[] = Object.values(optionOf);

export const optionsAt = (ctx: IExecuteFunctions, i: number): IDataObject => ctx.getNodeParameter('options', i, {}) as IDataObject;

/** Whether words and files of the document go on to the next node. */
export function handedOnAt(ctx: IExecuteFunctions, i: number): { showText: boolean; attach: boolean } {
	const { showText, attach } = optionsAt(ctx, i);
	return { showText: showText === true, attach: attach === true };
}

const optionText = (options: IDataObject, name: string): string => {
	const value = options[name];
	return typeof value === 'string' ? value.trim() : '';
};

const optionNumber = (options: IDataObject, name: string, otherwise: number, most: number): number => {
	const value = options[name];
	return typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(0, Math.round(value))) : otherwise;
};

/** @throws ValidationError `cityHead` */
export function cityAt(ctx: IExecuteFunctions, i: number): CitySettings {
	const head = textAt(ctx, 'head', i);
	const [title = '', ...name] = head.split(/\s+/);
	if (head !== '' && name.length === 0) throw new ValidationError('cityHead', "'기관장' 값에 직위나 성명이 빠졌습니다.", '직위와 성명을 한 칸 띄워 적으시기 바랍니다. 예: 시장 서강민');
	return { name: requiredTextAt(ctx, 'city', i, '시 이름'), head: head === '' ? null : { title, name: name.join('') }, department: requiredTextAt(ctx, 'department', i, '담당부서') };
}

/** The day in Korea and the moment as documents print it. */
export function nowInKorea(): { iso: string; today: string; at: string } {
	const now = koreanTime(new Date().toISOString());
	return { iso: now.toISO() ?? '', today: now.toISODate() ?? '', at: now.toFormat('yyyy. M. d. HH:mm') };
}

export async function settingsAt(ctx: IExecuteFunctions, i: number, modelApproved: boolean): Promise<DraftSettings> {
	const options = optionsAt(ctx, i);
	const screen = optionText(options, 'screen');
	const wordFile = optionText(options, 'wordFile');
	return {
		city: cityAt(ctx, i),
		today: nowInKorea().today,
		screen: screen === 'block' || screen === 'warn' ? screen : 'mask',
		publicPhones: optionText(options, 'publicPhones').split(',').map((phone) => phone.trim()).filter(Boolean),
		modelApproved,
		repairRounds: optionNumber(options, 'repairRounds', 2, 2),
		exemplarLimit: optionNumber(options, 'exemplarLimit', 2, 3),
		words: wordFile === '' ? shippedWords() : await wordsIn(await allowedFolder(ctx, absolute(wordFile, '용어 파일'))),
		maxTokens: optionNumber(options, 'maxTokens', 6_000, 32_000),
	};
}

/** @throws ValidationError `wordFile`, and of the list */
async function wordsIn(path: string): Promise<WordLists> {
	let text: string;
	try {
		text = await readFile(path, 'utf8');
	} catch (cause) {
		throw new ValidationError('wordFile', "'용어 파일'을 읽을 수 없습니다.", '파일이 있는지, n8n을 실행하는 계정에 읽기 권한이 있는지 확인하시기 바랍니다.', { cause });
	}
	return readWords(text, basename(path));
}

/** All types: the ten, and those of the city's folder. */
export async function profilesAt(ctx: IExecuteFunctions, i: number): Promise<readonly Profile[]> {
	const folder = optionText(optionsAt(ctx, i), 'profileFolder');
	return await readProfiles(folder === '' ? null : await allowedFolder(ctx, absolute(folder, '문서 유형 폴더')));
}

export async function exemplarsAt(ctx: IExecuteFunctions, i: number): Promise<ExemplarStore | null> {
	const folder = optionText(optionsAt(ctx, i), 'exemplarFolder');
	return folder === '' ? null : await openExemplars(await allowedNewFolder(ctx, absolute(folder, '참고 문서 폴더')), Date.now());
}

export async function draftStoreAt(ctx: IExecuteFunctions, i: number): Promise<DraftStore> {
	return new DraftStore(await draftFolderAt(ctx, i));
}

export const draftFolderAt = async (ctx: IExecuteFunctions, i: number): Promise<string> => await allowedNewFolder(ctx, absolute(requiredTextAt(ctx, 'draftFolder', i, '초안 폴더'), '초안 폴더'));

export function fileKindsAt(ctx: IExecuteFunctions, i: number): FileKind[] {
	const chosen = optionsAt(ctx, i).files;
	return FILE_KINDS.map(({ value }) => value).filter((kind) => !Array.isArray(chosen) || chosen.some((one: unknown) => one === kind));
}

/** @throws ValidationError `folderRelative` */
export function absolute(path: string, label: string): string {
	if (isAbsolute(path)) return path;
	throw new ValidationError('folderRelative', `'${label}' 값이 절대 경로가 아닙니다.`, '/로 시작하는 전체 경로를 입력하시기 바랍니다. 예: /data/cityhall/drafts');
}
