package pdfium

// function is a function that the module exports.
type function int

// The functions that are called.
const (
	fnMalloc function = iota
	fnFree
	fnLoadMemDocument
	fnCloseDocument
	fnGetLastError
	fnHasValidXref
	fnGetPageCount
	fnGetMetaText
	fnGetPageLabel
	fnCatalogGetLanguage
	fnCatalogIsTagged
	fnBookmarkGetFirstChild
	fnBookmarkGetNextSibling
	fnBookmarkGetTitle
	fnBookmarkGetDest
	fnBookmarkGetAction
	fnActionGetType
	fnActionGetDest
	fnActionGetURIPath
	fnDestGetDestPageIndex
	fnDestGetLocationInPage
	fnLoadPage
	fnClosePage
	fnGetPageBoundingBox
	fnPageGetRotation
	fnGetPageSizeByIndexF
	fnTextLoadPage
	fnTextClosePage
	fnTextCountChars
	fnTextGetUnicode
	fnTextIsGenerated
	fnTextGetLooseCharBox
	fnTextGetCharOrigin
	fnTextGetTextObject
	fnTextGetMatrix
	fnTextGetFontSize
	fnTextGetText
	fnTextObjGetFont
	fnTextObjGetTextRenderMode
	fnTextObjGetFontSize
	fnFontGetBaseFontName
	fnFontGetFlags
	fnFontGetWeight
	fnFontGetItalicAngle
	fnPageCountObjects
	fnPageGetObject
	fnPageObjGetType
	fnPageObjGetBounds
	fnPageObjGetMatrix
	fnPageObjGetFillColor
	fnPageObjGetStrokeColor
	fnPageObjHasTransparency
	fnPageObjGetStrokeWidth
	fnPageObjGetMarkedContentID
	fnPageObjCountMarks
	fnPageObjGetMark
	fnPageObjMarkGetName
	fnPageObjMarkGetString
	fnPageObjSetIsActive
	fnPageObjGetClipPath
	fnClipPathCountPaths
	fnClipPathCountPathSegments
	fnClipPathGetPathSegment
	fnPathGetDrawMode
	fnPathCountSegments
	fnPathGetPathSegment
	fnPathSegmentGetPoint
	fnPathSegmentGetType
	fnPathSegmentGetClose
	fnFormObjCountObjects
	fnFormObjGetObject
	fnLinkEnumerate
	fnLinkGetAnnotRect
	fnLinkGetAction
	fnLinkGetDest
	fnLinkCountQuadPoints
	fnLinkGetQuadPoints
	fnPageGetAnnotCount
	fnPageGetAnnot
	fnPageCloseAnnot
	fnAnnotGetSubtype
	fnAnnotGetFlags
	fnAnnotSetFlags
	fnAnnotGetAP
	fnPageFlatten
	fnStructTreeGetForPage
	fnStructTreeClose
	fnStructTreeCountChildren
	fnStructTreeGetChildAtIndex
	fnStructElementGetType
	fnStructElementGetActualText
	fnStructElementCountChildren
	fnStructElementGetChildAtIndex
	fnStructElementGetChildMarkedContentID
	fnStructElementGetAttributeCount
	fnStructElementGetAttributeAtIndex
	fnStructElementAttrGetValue
	fnStructElementAttrGetNumberValue
	fnBitmapCreate
	fnBitmapDestroy
	fnBitmapFillRect
	fnBitmapGetBuffer
	fnBitmapGetStride
	fnRenderPageBitmap
	functions int = iota
)

var functionNames = [functions]string{
	fnMalloc:                               "malloc",
	fnFree:                                 "free",
	fnLoadMemDocument:                      "FPDF_LoadMemDocument64",
	fnCloseDocument:                        "FPDF_CloseDocument",
	fnGetLastError:                         "FPDF_GetLastError",
	fnHasValidXref:                         "FPDF_DocumentHasValidCrossReferenceTable",
	fnGetPageCount:                         "FPDF_GetPageCount",
	fnGetMetaText:                          "FPDF_GetMetaText",
	fnGetPageLabel:                         "FPDF_GetPageLabel",
	fnCatalogGetLanguage:                   "FPDFCatalog_GetLanguage",
	fnCatalogIsTagged:                      "FPDFCatalog_IsTagged",
	fnBookmarkGetFirstChild:                "FPDFBookmark_GetFirstChild",
	fnBookmarkGetNextSibling:               "FPDFBookmark_GetNextSibling",
	fnBookmarkGetTitle:                     "FPDFBookmark_GetTitle",
	fnBookmarkGetDest:                      "FPDFBookmark_GetDest",
	fnBookmarkGetAction:                    "FPDFBookmark_GetAction",
	fnActionGetType:                        "FPDFAction_GetType",
	fnActionGetDest:                        "FPDFAction_GetDest",
	fnActionGetURIPath:                     "FPDFAction_GetURIPath",
	fnDestGetDestPageIndex:                 "FPDFDest_GetDestPageIndex",
	fnDestGetLocationInPage:                "FPDFDest_GetLocationInPage",
	fnLoadPage:                             "FPDF_LoadPage",
	fnClosePage:                            "FPDF_ClosePage",
	fnGetPageBoundingBox:                   "FPDF_GetPageBoundingBox",
	fnPageGetRotation:                      "FPDFPage_GetRotation",
	fnGetPageSizeByIndexF:                  "FPDF_GetPageSizeByIndexF",
	fnTextLoadPage:                         "FPDFText_LoadPage",
	fnTextClosePage:                        "FPDFText_ClosePage",
	fnTextCountChars:                       "FPDFText_CountChars",
	fnTextGetUnicode:                       "FPDFText_GetUnicode",
	fnTextIsGenerated:                      "FPDFText_IsGenerated",
	fnTextGetLooseCharBox:                  "FPDFText_GetLooseCharBox",
	fnTextGetCharOrigin:                    "FPDFText_GetCharOrigin",
	fnTextGetTextObject:                    "FPDFText_GetTextObject",
	fnTextGetMatrix:                        "FPDFText_GetMatrix",
	fnTextGetFontSize:                      "FPDFText_GetFontSize",
	fnTextGetText:                          "FPDFText_GetText",
	fnTextObjGetFont:                       "FPDFTextObj_GetFont",
	fnTextObjGetTextRenderMode:             "FPDFTextObj_GetTextRenderMode",
	fnTextObjGetFontSize:                   "FPDFTextObj_GetFontSize",
	fnFontGetBaseFontName:                  "FPDFFont_GetBaseFontName",
	fnFontGetFlags:                         "FPDFFont_GetFlags",
	fnFontGetWeight:                        "FPDFFont_GetWeight",
	fnFontGetItalicAngle:                   "FPDFFont_GetItalicAngle",
	fnPageCountObjects:                     "FPDFPage_CountObjects",
	fnPageGetObject:                        "FPDFPage_GetObject",
	fnPageObjGetType:                       "FPDFPageObj_GetType",
	fnPageObjGetBounds:                     "FPDFPageObj_GetBounds",
	fnPageObjGetMatrix:                     "FPDFPageObj_GetMatrix",
	fnPageObjGetFillColor:                  "FPDFPageObj_GetFillColor",
	fnPageObjHasTransparency:               "FPDFPageObj_HasTransparency",
	fnPageObjGetStrokeColor:                "FPDFPageObj_GetStrokeColor",
	fnPageObjGetStrokeWidth:                "FPDFPageObj_GetStrokeWidth",
	fnPageObjGetMarkedContentID:            "FPDFPageObj_GetMarkedContentID",
	fnPageObjCountMarks:                    "FPDFPageObj_CountMarks",
	fnPageObjGetMark:                       "FPDFPageObj_GetMark",
	fnPageObjMarkGetString:                 "FPDFPageObjMark_GetParamStringValue",
	fnPageObjSetIsActive:                   "FPDFPageObj_SetIsActive",
	fnPageObjMarkGetName:                   "FPDFPageObjMark_GetName",
	fnPageObjGetClipPath:                   "FPDFPageObj_GetClipPath",
	fnClipPathCountPaths:                   "FPDFClipPath_CountPaths",
	fnClipPathCountPathSegments:            "FPDFClipPath_CountPathSegments",
	fnClipPathGetPathSegment:               "FPDFClipPath_GetPathSegment",
	fnPathGetDrawMode:                      "FPDFPath_GetDrawMode",
	fnPathCountSegments:                    "FPDFPath_CountSegments",
	fnPathGetPathSegment:                   "FPDFPath_GetPathSegment",
	fnPathSegmentGetPoint:                  "FPDFPathSegment_GetPoint",
	fnPathSegmentGetType:                   "FPDFPathSegment_GetType",
	fnPathSegmentGetClose:                  "FPDFPathSegment_GetClose",
	fnFormObjCountObjects:                  "FPDFFormObj_CountObjects",
	fnFormObjGetObject:                     "FPDFFormObj_GetObject",
	fnLinkEnumerate:                        "FPDFLink_Enumerate",
	fnLinkGetAnnotRect:                     "FPDFLink_GetAnnotRect",
	fnLinkGetAction:                        "FPDFLink_GetAction",
	fnLinkGetDest:                          "FPDFLink_GetDest",
	fnLinkCountQuadPoints:                  "FPDFLink_CountQuadPoints",
	fnLinkGetQuadPoints:                    "FPDFLink_GetQuadPoints",
	fnPageGetAnnotCount:                    "FPDFPage_GetAnnotCount",
	fnPageGetAnnot:                         "FPDFPage_GetAnnot",
	fnPageCloseAnnot:                       "FPDFPage_CloseAnnot",
	fnAnnotGetSubtype:                      "FPDFAnnot_GetSubtype",
	fnAnnotGetFlags:                        "FPDFAnnot_GetFlags",
	fnAnnotSetFlags:                        "FPDFAnnot_SetFlags",
	fnAnnotGetAP:                           "FPDFAnnot_GetAP",
	fnPageFlatten:                          "FPDFPage_Flatten",
	fnStructTreeGetForPage:                 "FPDF_StructTree_GetForPage",
	fnStructTreeClose:                      "FPDF_StructTree_Close",
	fnStructTreeCountChildren:              "FPDF_StructTree_CountChildren",
	fnStructTreeGetChildAtIndex:            "FPDF_StructTree_GetChildAtIndex",
	fnStructElementGetType:                 "FPDF_StructElement_GetType",
	fnStructElementGetActualText:           "FPDF_StructElement_GetActualText",
	fnStructElementCountChildren:           "FPDF_StructElement_CountChildren",
	fnStructElementGetChildAtIndex:         "FPDF_StructElement_GetChildAtIndex",
	fnStructElementGetChildMarkedContentID: "FPDF_StructElement_GetChildMarkedContentID",
	fnStructElementGetAttributeCount:       "FPDF_StructElement_GetAttributeCount",
	fnStructElementGetAttributeAtIndex:     "FPDF_StructElement_GetAttributeAtIndex",
	fnStructElementAttrGetValue:            "FPDF_StructElement_Attr_GetValue",
	fnStructElementAttrGetNumberValue:      "FPDF_StructElement_Attr_GetNumberValue",
	fnBitmapCreate:                         "FPDFBitmap_Create",
	fnBitmapDestroy:                        "FPDFBitmap_Destroy",
	fnBitmapFillRect:                       "FPDFBitmap_FillRect",
	fnBitmapGetBuffer:                      "FPDFBitmap_GetBuffer",
	fnBitmapGetStride:                      "FPDFBitmap_GetStride",
	fnRenderPageBitmap:                     "FPDF_RenderPageBitmap",
}
