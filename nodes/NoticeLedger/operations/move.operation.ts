import { randomUUID } from 'node:crypto';

import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { rowProblemWords } from '../../../lib/audit/words';
import { ValidationError } from '../../../lib/errors';
import { deriveKeys } from '../../../lib/ledger/identity';
import { cancelMove, type Move, moveLedger } from '../../../lib/ledger/move';
import { PostgresStore } from '../../../lib/ledger/postgres-store';
import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import { LEDGER, ledgerSettings, originOf } from '../../shared/ledger';
import { postgresPlace } from '../../shared/ledger-store';
import { requiredTextAt } from '../../shared/parameters';
import { staffField } from '../../shared/run-fields';
import { type Outputs, runItems } from '../../shared/run-items';

const properties: INodeProperties[] = [
	{
		displayName: '옮길 대장 파일 경로',
		name: 'sourcePath',
		type: 'string',
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/notice-ledger.sqlite',
		description: "지금까지 쓴 SQLite 대장 파일의 절대 경로. 이 노드의 '발송 대장' 자격 증명은 옮겨 받을 빈 PostgreSQL 대장이어야 하고, 대장 키와 사용 환경이 같아야 합니다. 대장을 쓰는 흐름을 모두 끄고 백업한 뒤 실행합니다.",
	},
	{
		displayName: '할 일',
		name: 'task',
		type: 'options',
		options: [
			{ name: '옮기기', value: 'move', description: '모두 옮겨 검증하고 원래 대장을 닫습니다. 도중에 멈추었으면 다시 실행하여 마칩니다.' },
			{ name: '옮기기 취소', value: 'cancel', description: '마치지 못한 옮기기를 물리고 원래 대장을 다시 엽니다' },
		],
		default: 'move',
		description: '옮기기를 마친 뒤에는 취소할 수 없습니다',
	},
	staffField,
];

export const description = updateDisplayOptions({ show: { resource: ['ledger'], operation: ['move'] } }, properties);

/** Moves a SQLite ledger into the PostgreSQL ledger of the credential, or takes an unfinished move back. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	const credential = await ctx.getCredentials(LEDGER);
	return await runItems(ctx, async (i) => {
		const by = requiredTextAt(ctx, 'staff', i, '담당자');
		const from = pathAt(ctx, i);
		const { config, place } = postgresPlace(credential);
		const { key, environment, businessNow, witness } = ledgerSettings(credential);
		const source = SqliteStore.existing(from);
		const target = PostgresStore.at(config);
		const move: Move = {
			...{ source, target, from, to: place, witness, environment, by },
			keys: deriveKeys(key),
			clock: { now: businessNow, nowMs: Date.now },
			attempt: randomUUID(),
			wordsOf: rowProblemWords,
			origin: originOf(ctx),
		};
		try {
			if (ctx.getNodeParameter('task', i) === 'cancel') {
				const head = await cancelMove(move);
				return [[{ json: { moved: false, cancelled: true, from, to: place, chainHead: `${head.seq}:${head.mac}`, staff: by } }]];
			}
			const { head, rows, already } = await moveLedger(move);
			return [[{ json: { moved: true, cancelled: false, already, from, to: place, chainHead: `${head.seq}:${head.mac}`, rows, staff: by } }]];
		} finally {
			await source.close();
			await target.close();
		}
	});
}

function pathAt(ctx: IExecuteFunctions, i: number): string {
	const path = requiredTextAt(ctx, 'sourcePath', i, '옮길 대장 파일 경로');
	if (path.startsWith('/')) return path;
	throw new ValidationError('ledgerPath', "'옮길 대장 파일 경로'가 절대 경로가 아닙니다.", '/로 시작하는 절대 경로를 입력하시기 바랍니다. 예: /data/cityhall/notice-ledger.sqlite');
}
