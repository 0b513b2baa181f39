import type { TaskView } from '../ledger/types';
import { html, type Html, nothing } from '../report/markup';
import { dayOrNothing, momentOrNothing } from '../report/numbers';
import { reasonAction, reasonName } from '../report/reasons';
import { taskName } from '../report/words';
import { address, areaField, dayField, deskForm, hiddenField, listFilter, morePages, submit } from './controls';
import type { Frame } from './frame';
import { factList, list, stateMark } from './list';

/** A part of a list, and where the next one begins; null on the last. */
export interface Part<T> {
	rows: readonly T[];
	next: string | null;
}

/** Tasks with what to do about them. */
export function tasksPage(part: Part<TaskView>, all: boolean): Html {
	return html`${listFilter('tasks', all, { open: '미처리만', all: '전체' })}
${list<TaskView>(
	[
		{ title: '구분', look: 'tight', of: ({ kind }) => taskName(kind) },
		{ title: '접수', look: 'tight', of: ({ receiptKey, recipientOrdinal }) => `${receiptKey}${recipientOrdinal > 1 ? ` (수신자 ${recipientOrdinal})` : ''}` },
		{ title: '사유', of: ({ reasonCode, reason }) => html`<b>${reasonName(reasonCode, null)}</b><br>${reason}` },
		{ title: '등록', look: 'tight', of: ({ openedAt }) => dayOrNothing(openedAt.slice(0, 10)) },
		{
			title: '처리',
			of: (task) =>
				task.state === 'done'
					? html`${stateMark('처리', 'good')} ${dayOrNothing(task.doneOn)} ${task.doneBy ?? ''}<br>${task.note ?? ''}`
					: html`<a class="button" href="${address('tasks', { id: task.id })}">처리</a>`,
		},
	],
	part.rows,
	all ? '등록된 건이 없습니다.' : '처리할 건이 없습니다.',
)}
${morePages(part.next === null ? null : address('tasks', { show: all ? 'all' : undefined, after: part.next }))}`;
}

/** The entry form of one task. */
export function taskForm(frame: Pick<Frame, 'requestId'>, task: TaskView, today: string): Html {
	return html`<section class="card"><h2>${taskName(task.kind)}: ${reasonName(task.reasonCode, null)}</h2>
${factList([
	['접수 식별 번호', task.receiptKey],
	['등록', momentOrNothing(task.openedAt)],
	['사유', task.reason, 'wide'],
	['조치 방법', html`${reasonAction(task.reasonCode).split('\n').map((line) => html`${line}<br>`)}`, 'wide'],
])}${task.kind === 'correction' ? html`<p>안내한 내용이 더는 맞지 않으면 <a href="${address('corrections', { receiptKey: task.receiptKey })}">정정 안내</a>를 하시기 바랍니다. 정정 안내 회차가 마감되면 이 건도 처리됩니다.</p>` : nothing}</section>
${deskForm(
	frame,
	'tasks',
	'settle',
	html`${hiddenField('id', task.id)}${areaField('note', '처리 내용', { required: true, hint: '확인한 사실과 조치를 적습니다. 성명·전화번호·주소는 적지 마시기 바랍니다.' })}${dayField('doneOn', '처리일', { required: true, value: today, max: today })}`,
	html`${submit('처리 완료')}<a class="button" href="?page=tasks">목록으로</a>`,
)}`;
}
