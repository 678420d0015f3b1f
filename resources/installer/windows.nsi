; The installer for Windows: for one person, no administrator, nothing outside this person's folders, data never touched.
; Compiled by .ci/installers.py, which gives VERSION, NUMBERS, PAYLOAD, TARGET, PICTURES and KILOBYTES.
Target amd64-unicode
Unicode true
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
CRCCheck force

!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"
!include "MUI2.nsh"

!define NAME "ProSSCE Desktop"
!define PROGRAM "prossce-desktop.exe"
!define FILETYPE "ProSSCE.Package"
!define OPENS "Software\Classes\Applications\prossce-desktop.exe"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ProSSCE Desktop"
!define SHCNE_ASSOCCHANGED 0x08000000

Name "${NAME}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "ProSSCE-ASEAN"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${PICTURES}\prossce-desktop.ico"
!define MUI_UNICON "${PICTURES}\prossce-desktop.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(KEPT)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

LangString WELCOME ${LANG_ENGLISH} "Version ${VERSION} will be installed for you alone, in your own folder. No administrator is needed.$\r$\n$\r$\nIf an older version is there, it is replaced. Your records stay as they are."
LangString KEPT ${LANG_ENGLISH} "The program will be removed. Your records, copies and exports stay on this computer."
LangString OLD_WINDOWS ${LANG_ENGLISH} "This program needs Windows 10 of 2018 (version 1809) or newer, 64 bit."
LangString RUNNING ${LANG_ENGLISH} "${NAME} is open. Close its window (it saves everything by itself), then press Retry."
LangString NEWER ${LANG_ENGLISH} "A newer version ($R1) is installed. An older one may not be able to open your records, so nothing was changed. Remove the newer one first if you really want this one."
LangString NOT_OURS ${LANG_ENGLISH} "There is a folder at $INSTDIR that is not of this program. Nothing was changed."
LangString NOT_REPLACED ${LANG_ENGLISH} "The older version could not be replaced: some of its files are in use. Nothing was changed. Restart the computer and try again."

Function .onInit
  SetRegView 64
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ReadRegStr $R0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $R0 < 17763
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ReadRegStr $R1 HKCU "${REMOVAL}" "Numbers"
  ${If} $R1 != ""
    Call IsOlder
    ${If} $R2 == "older"
      ReadRegStr $R1 HKCU "${REMOVAL}" "DisplayVersion"
      MessageBox MB_OK|MB_ICONSTOP "$(NEWER)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
  Call AskToClose
FunctionEnd

; $R2 becomes "older" if what is being installed has a smaller version than $R1 (four numbers)
Function IsOlder
  StrCpy $R2 ""
  StrCpy $0 "$R1."
  StrCpy $1 "${NUMBERS}."
  next:
    Call TakeNumber
    ${If} $2 == ""
      Return
    ${EndIf}
    ${If} $2 > $3
      StrCpy $R2 "older"
      Return
    ${ElseIf} $2 < $3
      Return
    ${EndIf}
    Goto next
FunctionEnd

; takes the first number of $0 into $2 and of $1 into $3
Function TakeNumber
  StrCpy $2 ""
  StrCpy $3 ""
  ${If} $0 == ""
    Return
  ${EndIf}
  StrCpy $4 0
  ${DoUntil} $5 == "."
    StrCpy $5 $0 1 $4
    IntOp $4 $4 + 1
  ${LoopUntil} $4 > 20
  IntOp $6 $4 - 1
  StrCpy $2 $0 $6
  StrCpy $0 $0 "" $4
  StrCpy $5 ""
  StrCpy $4 0
  ${DoUntil} $5 == "."
    StrCpy $5 $1 1 $4
    IntOp $4 $4 + 1
  ${LoopUntil} $4 > 20
  IntOp $6 $4 - 1
  StrCpy $3 $1 $6
  StrCpy $1 $1 "" $4
  StrCpy $5 ""
FunctionEnd

; A running program cannot be written to: that is how it is known to run.
!macro AskToClose un
Function ${un}AskToClose
  again:
  ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
    Return
  ${EndIf}
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}" a
  ${If} ${Errors}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 5
    Quit
  ${EndIf}
  FileClose $0
FunctionEnd
!macroend
!insertmacro AskToClose ""
!insertmacro AskToClose "un."

Section "Program"
  SetRegView 64
  SetShellVarContext current
  ; the old version steps aside whole, and comes back if the new one cannot be written
  ${If} ${FileExists} "$INSTDIR\*.*"
    ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
    ${AndIfNot} ${FileExists} "$INSTDIR\uninstall.exe"
      MessageBox MB_OK|MB_ICONSTOP "$(NOT_OURS)" /SD IDOK
      SetErrorLevel 6
      Quit
    ${EndIf}
    RMDir /r "$INSTDIR.old"
    ClearErrors
    Rename "$INSTDIR" "$INSTDIR.old"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "$(NOT_REPLACED)" /SD IDOK
      SetErrorLevel 5
      Quit
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${PAYLOAD}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR"
    Rename "$INSTDIR.old" "$INSTDIR"
    SetErrorLevel 2
    Abort
  ${EndIf}
  RMDir /r "$INSTDIR.old"

  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0

  WriteRegStr HKCU "Software\Classes\.prossce" "" "${FILETYPE}"
  WriteRegStr HKCU "Software\Classes\.prossce" "Content Type" "application/vnd.prossce.package"
  WriteRegStr HKCU "Software\Classes\.prossce\OpenWithProgids" "${FILETYPE}" ""
  WriteRegStr HKCU "Software\Classes\${FILETYPE}" "" "ProSSCE package"
  WriteRegStr HKCU "Software\Classes\${FILETYPE}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\${FILETYPE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  ; a saved e-mail keeps its mail program; this one is offered under "Open with"
  WriteRegStr HKCU "${OPENS}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${OPENS}\SupportedTypes" ".prossce" ""
  WriteRegStr HKCU "${OPENS}\SupportedTypes" ".eml" ""
  WriteRegStr HKCU "${OPENS}\SupportedTypes" ".msg" ""
  WriteRegStr HKCU "Software\Classes\.eml\OpenWithList\${PROGRAM}" "" ""
  WriteRegStr HKCU "Software\Classes\.msg\OpenWithList\${PROGRAM}" "" ""

  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "Numbers" "${NUMBERS}"
  WriteRegStr HKCU "${REMOVAL}" "Publisher" "ProSSCE-ASEAN"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REMOVAL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  Call un.AskToClose
FunctionEnd

; Records lie elsewhere (LocalAppData\ProSSCE Desktop) and are not looked at; a folder that is not ours is left alone.
Section "Uninstall"
  SetRegView 64
  SetShellVarContext current
  ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_OURS)" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  ; a portable copy keeps its records inside: they stay
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\prossce.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.prossce" ""
  ${If} $0 == "${FILETYPE}"
    DeleteRegKey HKCU "Software\Classes\.prossce"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${FILETYPE}"
  DeleteRegKey HKCU "${OPENS}"
  DeleteRegKey HKCU "Software\Classes\.eml\OpenWithList\${PROGRAM}"
  DeleteRegKey HKCU "Software\Classes\.msg\OpenWithList\${PROGRAM}"
  DeleteRegKey HKCU "${REMOVAL}"
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd
