import { grouped, momentOrNothing } from '../report/numbers';
import type { ExportCheck } from './verify-export';
import { exportProblemWords, rowProblemWords } from './words';

const MOST = 20;

/** What a check of an export found, as lines for people: the verdict first, then what and where. */
export function checkWords({ intact, lines, manifest, broken, contradictions, expectedHeadFound }: ExportCheck): string[] {
	const said = [intact ? `이상 없음: ${grouped(lines)}줄을 모두 확인하였습니다.` : '이상 있음: 아래 내용을 확인하시기 바랍니다.'];
	if (broken) said.push(`${grouped(broken.line)}번째 줄${broken.key === null ? '' : `(${broken.key})`}: ${exportProblemWords(broken.problem)}`);
	for (const one of contradictions.slice(0, MOST)) said.push(`${grouped(one.line)}번째 줄: ${rowProblemWords(one)}.`);
	if (contradictions.length > MOST) said.push(`외 ${grouped(contradictions.length - MOST)}건이 더 있습니다.`);
	if (!manifest) return said;
	const { chainBroken, rowProblems } = manifest.ledgerCheck;
	if (chainBroken !== null) said.push(`내보낼 때 이미 발송 대장의 ${grouped(chainBroken.seq)}번 기록부터 맞지 않았습니다.`);
	for (const problem of rowProblems.slice(0, MOST)) said.push(`내보낼 때의 발송 대장: ${rowProblemWords(problem)}.`);
	said.push(
		`기간: ${manifest.from} ~ ${manifest.to}, 내보낸 일시: ${momentOrNothing(manifest.exportedAt)}, 내보낸 사람: ${manifest.exportedBy}`,
		`기간 앞의 확인값: ${manifest.linkBefore.seq}:${manifest.linkBefore.mac}`,
		`기간 끝의 확인값: ${manifest.head.seq}:${manifest.head.mac}`,
	);
	if (expectedHeadFound === false && broken === null) said.push('입력한 대장 확인값은 이 자료의 기간 밖이어서 대조하지 못하였습니다. 그 기간의 자료로 확인하시기 바랍니다.');
	if (expectedHeadFound === true) said.push('입력한 대장 확인값이 이 자료의 기록과 일치합니다.');
	return said;
}
