import ExcelJS from 'exceljs';

export type { Cell, CellValue, Row, Style, Workbook, Worksheet } from 'exceljs';
export { ExcelJS };
export default ExcelJS;
