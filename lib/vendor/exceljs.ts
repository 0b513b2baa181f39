import ExcelJS from 'exceljs';

export type { Cell, CellValue, Row, Workbook, Worksheet } from 'exceljs';
export { ExcelJS };
export default ExcelJS;
