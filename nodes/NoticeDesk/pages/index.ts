import type { DeskPage } from '../../../lib/desk-pages/frame';
import type { PageHandler } from '../desk';
import { correctionsHandler } from './corrections';
import { formsHandler } from './forms';
import { inquiryPage } from './inquiry';
import { mailHandler } from './mail';
import { runsHandler } from './runs';
import { tasksHandler } from './tasks';

export const pageHandlers: Readonly<Record<DeskPage, PageHandler>> = {
	inquiry: inquiryPage,
	runs: runsHandler,
	tasks: tasksHandler,
	mail: mailHandler,
	forms: formsHandler,
	corrections: correctionsHandler,
};
