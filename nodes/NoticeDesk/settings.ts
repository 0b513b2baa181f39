import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import type { BusinessCalendar } from '../../lib/calendar/business-calendar';
import { DESK_PAGES, type DeskPage } from '../../lib/desk-pages/frame';
import { ValidationError } from '../../lib/errors';
import type { AnswerContact } from '../../lib/inquiry/answer';
import { DEFAULT_INQUIRY_LIMIT, type InquiryLimit } from '../../lib/inquiry/rate';
import { calendarFrom } from '../shared/sms';

export interface DeskSettings {
	pages: DeskPage[];
	path: string;
	loginPath: string;
	/** Accounts in lower case; empty where every account may come in. */
	allowedUsers: string[];
	campaign: string;
	contact: AnswerContact;
	calendar: BusinessCalendar;
	limit: InquiryLimit;
	idleMs: number;
}

/** The node's parameters, checked as a whole. @throws ValidationError */
export function deskSettings(ctx: Pick<IWebhookFunctions, 'getNodeParameter'>): DeskSettings {
	const text = (name: string, label: string) => {
		const value = String(ctx.getNodeParameter(name, '') ?? '').trim();
		if (value !== '') return value;
		throw new ValidationError('parameterEmpty', `'안내 업무 창구'의 '${label}' 값이 비어 있습니다.`, `노드를 열어 '${label}'을(를) 입력하고 다시 게시하시기 바랍니다.`);
	};
	const chosen = ctx.getNodeParameter('pages', []);
	const pages = DESK_PAGES.filter((page) => Array.isArray(chosen) && chosen.some((one) => one === page));
	if (pages.length === 0) throw new ValidationError('noPages', "'안내 업무 창구'에 화면이 하나도 없습니다.", "노드를 열어 '화면'을 고르고 다시 게시하시기 바랍니다.");
	const options = ctx.getNodeParameter('options', {}) as IDataObject;
	return {
		pages,
		path: text('path', '경로'),
		loginPath: text('loginPath', '로그인 폼 경로'),
		allowedUsers: String(ctx.getNodeParameter('allowedUsers', '') ?? '').toLowerCase().split(/[,;\s]+/).filter((one) => one !== ''),
		campaign: text('campaign', '안내 업무'),
		contact: {
			organisation: text('organisation', '기관명'),
			department: text('department', '담당부서'),
			phone: text('phone', '담당전화'),
			hours: text('hours', '문의시간'),
		},
		calendar: calendarFrom((name) => ctx.getNodeParameter(name, '')),
		limit: { ...DEFAULT_INQUIRY_LIMIT, most: within(options.inquiryLimit, 1, 200, DEFAULT_INQUIRY_LIMIT.most) },
		idleMs: within(options.idleMinutes, 5, 240, 60) * 60_000,
	};
}

function within(value: unknown, least: number, most: number, otherwise: number): number {
	return typeof value === 'number' && value >= least && value <= most ? value : otherwise;
}
